import { didYouMean } from '../../base/suggest.ts';
import type { ModelDescription } from '../../language-models/index.ts';
import { finish, type WithWarnings } from '../text/findings.ts';
import { isRecord, originOf, type SourceDocument } from '../text/source-document.ts';
import { ConfigFields } from './config-fields.ts';
import {
  deepSeekConfig,
  gptConfig,
  groupedConfig,
  llamaConfig,
  mixtralConfig,
  optConfig,
  qwenExpertsConfig,
} from './decoder-configs.ts';
import { bertConfig, mambaConfig, visionConfig, whisperConfig } from './other-configs.ts';

type ConfigReader = (fields: ConfigFields) => ModelDescription;

/** How the configuration of a model is read, by its `model_type`. */
const READERS: Readonly<Record<string, ConfigReader>> = {
  llama: (fields) => llamaConfig(fields, groupedConfig(fields)),
  mistral: (fields) => llamaConfig(fields, groupedConfig(fields, { bias: 'none' })),
  mixtral: mixtralConfig,
  qwen2: (fields) => llamaConfig(fields, groupedConfig(fields, { bias: 'query-key-value' })),
  qwen3: (fields) => llamaConfig(fields, groupedConfig(fields, { normalized: true })),
  qwen3_moe: qwenExpertsConfig,
  deepseek_v2: deepSeekConfig,
  deepseek_v3: deepSeekConfig,
  gpt2: gptConfig,
  opt: optConfig,
  bert: bertConfig,
  vit: visionConfig,
  whisper: whisperConfig,
  mamba: mambaConfig,
};

/** The values of `model_type` that are known. */
export const MODEL_TYPES: readonly string[] = Object.keys(READERS);

/** Whether a document is the configuration of a model. */
export function isModelConfig(data: unknown): boolean {
  return isRecord(data) && Object.hasOwn(data, 'model_type');
}

/**
 * Reads the `config.json` of a model, as the Hugging Face hub has it.
 * @throws InputError with all fields that are missing or cannot be used.
 */
export function readModelConfig(document: SourceDocument): WithWarnings<ModelDescription> {
  const fields = new ConfigFields(document);
  const type = fields.value('model_type');
  const reader = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader === undefined) {
    const suggestion = typeof type === 'string' ? didYouMean(type, MODEL_TYPES) : '';
    const finding = {
      code: 'ZZ3412',
      severity: 'error' as const,
      ...originOf(document, type === undefined ? [] : ['model_type']),
      message: `model_type is ${type === undefined ? 'missing' : JSON.stringify(type)}; expected one of: ${MODEL_TYPES.join(', ')}${suggestion}`,
      hint: 'write the model_type whose layers the model has, or write the layers into a workload file',
    };
    return finish(document, [finding], () => {
      throw new Error('unreachable: the finding is an error');
    });
  }
  const description = reader(fields);
  return finish(document, fields.findings, () => description);
}
