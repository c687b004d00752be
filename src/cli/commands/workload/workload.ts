import { InputError } from '../../../base/diagnostic.ts';
import { expandRepeats } from '../../../io/expand-repeats.ts';
import { readLanguageModel } from '../../../io/files/language-model/language-model-input.ts';
import { writeYaml } from '../../../io/files/write-yaml.ts';
import { languageModelWorkload, layerRecords } from '../../../language-models/index.ts';
import { modelsDocument, workloadDocument } from '../../../language-models/workload-document.ts';
import { platformFiles } from '../../../platform/node.ts';
import { printDiagnostics } from '../../text/failures.ts';
import { modelsText, workloadText } from './workload-text.ts';

export interface WorkloadOptions {
  readonly list?: boolean;
  readonly yaml?: boolean;
  readonly json?: boolean;
}

/**
 * `zigzag workload`: the layers and counts of a language model, or a list of the models.
 * @throws InputError when the name, a key or a configuration cannot be used.
 */
export async function workloadCommand(name: string | undefined, { yaml, json }: WorkloadOptions): Promise<number> {
  if (name === undefined) {
    if (yaml === true) throw new InputError([withoutName()]);
    process.stdout.write(json === true ? document(modelsDocument()) : modelsText(process.stdout));
    return 0;
  }
  // Names that stand for nothing are refused with a suggestion.
  const { workload, warnings } = (await readLanguageModel(name, platformFiles)) ?? {
    workload: languageModelWorkload(name),
    warnings: [],
  };
  printDiagnostics(warnings);
  if (json === true) process.stdout.write(document(workloadDocument(workload)));
  else if (yaml === true) process.stdout.write(writeYaml(expandRepeats(layerRecords(workload))));
  else process.stdout.write(workloadText(workload, process.stdout));
  return 0;
}

function document(data: unknown): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function withoutName() {
  return {
    code: 'ZZ3414',
    severity: 'error' as const,
    message: '--yaml is given without the name of a language model',
    hint: 'write a name, such as llama3-8b; "zigzag workload" lists them',
  };
}
