import { InputError, MappingError } from '../../../base/diagnostic.ts';
import { countText, exactText } from '../../../base/number-text.ts';
import { printable } from '../../../base/plain-text.ts';
import { evaluateGivenDocument } from '../../../given-mapping/evaluate-given-mapping.ts';
import { writeCompactYaml } from '../../../io/files/write-yaml.ts';
import { loadAccelerator, loadAcceleratorDescription, loadGivenMapping } from '../../../io/load.ts';
import { unwritablePart, writeMapping } from '../../../io/mapping/write-mapping.ts';
import { documentFromObject } from '../../../io/text/source-document.ts';
import type { MemoryOperand } from '../../../model/accelerator/memory.ts';
import type { CostModelEvaluation } from '../../../model/evaluation/evaluation.ts';
import { platformFiles } from '../../../platform/node.ts';
import { constraintsOf, evaluateUnder } from '../../../search/found-mapping/found-mapping.ts';
import { importTimeloopMap } from '../../../timeloop/index.ts';
import { printDiagnostics } from '../../text/failures.ts';
import { STANDARD_OUTPUT, writeOutput } from '../../write-output.ts';
import { layerOfWorkload } from './layer-of-workload.ts';
import { type ImportOptions, INEXPRESSIBLE, namesOf } from './mapping-options.ts';

/** `zigzag mapping import`: a Timeloop map as a file for `zigzag evaluate`, or for `zigzag run`. */
export async function importCommand(file: string, options: ImportOptions): Promise<number> {
  const document = await loadGivenMapping(file, platformFiles, 'Timeloop map');
  const { value: accelerator, warnings } = await loadAccelerator(options.accelerator, platformFiles);
  printDiagnostics(warnings);
  const acceleratorContent = await loadAcceleratorDescription(options.accelerator, platformFiles);
  const layer = await layerOfWorkload(options, printDiagnostics);
  const map = importTimeloopMap(document, { layer, accelerator, acceleratorContent }, namesOf(options));
  printDiagnostics([...map.warnings, ...map.losses]);
  if (map.losses.length > 0 && options.lossy !== true) {
    console.error(
      `nothing was written: ${countText(map.losses.length, 'loss', 'losses')}; --lossy writes the file all the same`,
    );
    return INEXPRESSIBLE;
  }
  const record = { ...map.record, ...(options.costModel === undefined ? {} : { costModel: options.costModel }) };
  const { evaluation, warnings: found } = evaluateGivenDocument(documentFromObject(record));
  printDiagnostics(found);
  const header = [
    `Made by zigzag mapping import from ${file}.`,
    ...map.correspondence.map((line) => `Read as ${line}.`),
    ...map.losses.map(({ message }) => `Lost: ${message}.`),
  ];
  const isOther = map.warnings.some(({ code }) => code === 'ZZ9304');
  if (options.asMapping === true && isOther) throw refusal('a bypass changes the accelerator');
  const text = options.asMapping === true ? mappingText(header, evaluation) : givenText(header, record);
  for (const line of map.correspondence) console.error(printable(`read as ${line}`));
  writeOutput(options.out ?? STANDARD_OUTPUT, text);
  return 0;
}

function givenText(header: readonly string[], record: unknown): string {
  return `${header.map((line) => `# ${printable(line)}`).join('\n')}\n${writeCompactYaml(record)}`;
}

/**
 * A mapping file with which a run finds the same mapping.
 * @throws InputError if the allocation of a run cuts the loops elsewhere, or the accelerator would have to change.
 */
function mappingText(header: readonly string[], evaluation: CostModelEvaluation): string {
  const constraints = constraintsOf(evaluation);
  const unwritable = unwritablePart(constraints);
  if (unwritable !== undefined) throw refusal(unwritable);
  const same = (['uneven', 'even'] as const).find((type) => isFound(evaluation, type));
  if (same === undefined) {
    throw refusal('a run chooses which loops each memory takes, and takes others for this order');
  }
  const { name } = evaluation.layer;
  const model = evaluation.costModel === 'reference' ? '' : ` and --cost-model ${evaluation.costModel}`;
  return writeMapping(
    [
      ...header,
      `A run gives ${exactText(evaluation.energy)} pJ and ${exactText(evaluation.latency)} cycles with --mapping-type ${same}${model}.`,
    ],
    [
      { constraints: { ...constraints, entryName: name }, comments: [] },
      { constraints: FREE, comments: ['Other layers are searched.'], standsAlone: true },
    ],
  );
}

/** Whether a run gives every figure again. Cuts may lie elsewhere if that changes nothing. */
function isFound(evaluation: CostModelEvaluation, type: 'uneven' | 'even'): boolean {
  const figures = ({ headline, levels }: CostModelEvaluation) => JSON.stringify([headline, levels.wordAccesses]);
  try {
    return figures(evaluation) === figures(evaluateUnder(evaluation, constraintsOf(evaluation), type));
  } catch (error) {
    if (error instanceof MappingError) return false;
    throw error;
  }
}

const FREE = {
  entryName: 'default',
  spatialMapping: [],
  spatialMappingHint: new Map(),
  temporalOrdering: [],
  memoryOperandLinks: new Map<string, MemoryOperand>([
    ['O', 'O'],
    ['I', 'I1'],
    ['W', 'I2'],
  ]),
};

function refusal(reason: string): InputError {
  return new InputError([
    {
      code: 'ZZ9214',
      severity: 'error',
      message: `no mapping file gives this mapping: ${reason}`,
      hint: 'leave out --as-mapping; zigzag evaluate costs the mapping as it is',
    },
  ]);
}
