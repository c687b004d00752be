import { type Diagnostic, InputError } from '../../../base/diagnostic.ts';
import {
  type LanguageModelWorkload,
  languageModelWorkload,
  layerRecords,
  listedModel,
  splitName,
  workloadOfModel,
} from '../../../language-models/index.ts';
import type { FileAccess } from '../../../platform/file-access.ts';
import { isModelConfig, readModelConfig } from '../../language-model/read-model-config.ts';
import { parseYaml } from '../../text/yaml.ts';
import { decodeText, MOST_TEXT, unreadable } from '../decode-text.ts';
import { looksLikePath } from '../examples.ts';

/** A workload made of a model, and what is odd about its configuration. */
export interface LanguageModelInput {
  readonly workload: LanguageModelWorkload;
  readonly warnings: readonly Diagnostic[];
}

/** Whether a name is that of a listed model, with or without keys. Files win over names; callers look for them first. */
export function namesLanguageModel(name: string): boolean {
  return listedModel(name) !== undefined;
}

/** Whether a name has keys of a language model, and is no path: it can be nothing else, also if no such model is listed. */
export function hasModelKeys(name: string): boolean {
  const { model, parameters = '' } = splitName(name);
  return /^(prefill|decode|\w+=)/.test(parameters) && !/[/\\]/.test(model);
}

/** The path of the configuration in a name such as `config.json?phase=decode`; undefined if there is no such file, or nothing follows it. */
export async function configWithKeys(name: string, files: FileAccess): Promise<string | undefined> {
  const { model, parameters } = splitName(name);
  if (parameters === undefined || !(await files.exists(model))) return undefined;
  return model;
}

/**
 * The workload that a name stands for: of a listed model, or of the path of a `config.json` with or without keys. Undefined for other
 * files, and for names without keys that are unknown.
 * @throws InputError when the configuration or a key cannot be used, or a name with keys is unknown.
 */
export async function readLanguageModel(name: string, files: FileAccess): Promise<LanguageModelInput | undefined> {
  if (!looksLikePath(name) && namesLanguageModel(name)) return { workload: languageModelWorkload(name), warnings: [] };
  if (await files.exists(name)) return /\.json$/i.test(name) ? fromConfig(name, name, files) : undefined;
  const config = await configWithKeys(name, files);
  if (config !== undefined) {
    return (await fromConfig(name, config, files)) ?? refuse(config);
  }
  if (!namesLanguageModel(name) && !hasModelKeys(name)) return undefined;
  return { workload: languageModelWorkload(name), warnings: [] };
}

/** The layers of a model as the text of a workload file, a line for each, identical layers with `repeat`. */
export function textOfLanguageModel(workload: LanguageModelWorkload): string {
  return layerRecords(workload)
    .map((record) => `- ${JSON.stringify(record)}\n`)
    .join('');
}

async function fromConfig(name: string, path: string, files: FileAccess): Promise<LanguageModelInput | undefined> {
  const bytes = await files.read(path, MOST_TEXT).catch((error: unknown) => {
    throw unreadable('workload', path, error);
  });
  const document = parseYaml(decodeText(bytes, 'workload', path), path);
  if (!isModelConfig(document.data)) return undefined;
  const { value, warnings } = readModelConfig(document);
  return { workload: workloadOfModel(name, path, value), warnings };
}

function refuse(path: string): never {
  throw new InputError([
    {
      code: 'ZZ3413',
      severity: 'error',
      file: path,
      message: 'keys follow the path of a file that is no configuration of a model: it has no model_type',
      hint: 'leave out the keys, or pass the config.json of a model',
    },
  ]);
}
