import { evaluateGivenDocument } from '../../../given-mapping/evaluate-given-mapping.ts';
import { loadGivenMapping } from '../../../io/load.ts';
import type { CostModelName } from '../../../model/cost-model.ts';
import { platformFiles } from '../../../platform/node.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { printDiagnostics } from '../../text/failures.ts';
import { givenMappingText } from './given-mapping-text.ts';

export interface EvaluateOptions {
  readonly costModel?: CostModelName;
  readonly json?: boolean;
}

/** `zigzag evaluate`: the cost of a mapping that a file gives. */
export async function evaluateCommand(file: string, { costModel, json = false }: EvaluateOptions): Promise<number> {
  const result = evaluateGivenDocument(await loadGivenMapping(file, platformFiles), costModel);
  printDiagnostics(result.warnings);
  const { evaluation: _, ...document } = result;
  const text = json ? JSON.stringify(document, undefined, 2) : givenMappingText(result, tableOptions(process.stdout));
  process.stdout.write(`${text}\n`);
  return 0;
}
