import { type Diagnostic, InputError } from '../../../base/diagnostic.ts';
import { countText } from '../../../base/number-text.ts';
import { Findings } from '../../../io/text/findings.ts';
import type { CostModelEvaluation } from '../../../model/evaluation/evaluation.ts';
import { layerNames } from '../../../quantities/layer-names.ts';
import { findLayer, type StoredRun } from '../../../results/index.ts';
import { exportTimeloopMap } from '../../../timeloop/index.ts';
import { type GivenNames, strayNames } from '../../../timeloop/names/name-pairs.ts';
import { storedRun } from '../../stored-run.ts';
import { printDiagnostics, printInfeasible } from '../../text/failures.ts';
import { STANDARD_OUTPUT, writeOutput } from '../../write-output.ts';
import { type ExportOptions, INEXPRESSIBLE, namesOf } from './mapping-options.ts';

/** `zigzag mapping export`: Timeloop maps of the layers of a run. */
export async function exportCommand(
  results: string,
  layer: string | undefined,
  options: ExportOptions,
): Promise<number> {
  const run = await storedRun(results);
  const chosen = layer === undefined ? run.evaluations : [findLayer(run, layer)];
  if (layer === undefined) printInfeasible(run.document.infeasible);
  const { out = STANDARD_OUTPUT } = options;
  if (layer === undefined && out === STANDARD_OUTPUT && chosen.length !== 1) throw noPlace(run);
  checkNames(chosen, namesOf(options));
  const findings = new Findings();
  const texts = chosen.map((evaluation) => textOf(evaluation, options, findings));
  printDiagnostics([...findings]);
  const written = texts.filter((text) => text !== undefined).length;
  if (!findings.isEmpty && options.lossy !== true) {
    const allowed = written === 0 ? '' : '; --lossy writes what can be said';
    console.error(`nothing was written: a map cannot say ${countText([...findings].length, 'thing')}${allowed}`);
    return INEXPRESSIBLE;
  }
  write(chosen, texts, layer === undefined, out);
  const wanted = chosen.length + (layer === undefined ? run.document.infeasible.length : 0);
  if (written === wanted) return 0;
  console.error(`${wanted - written} of ${countText(wanted, 'layer')} cannot be written as a map`);
  return INEXPRESSIBLE;
}

/** @throws InputError where a flag names what no layer has. */
function checkNames(chosen: readonly CostModelEvaluation[], { levels, dimensions, tensors }: GivenNames): void {
  const layers = chosen.map(({ layer }) => layer);
  const memories = chosen.flatMap(({ accelerator }) => accelerator.memoryHierarchy.memories);
  const namesIn = (some: readonly { readonly name: string }[]) => [...new Set(some.map(({ name }) => name))];
  const stray = [
    ...strayNames(levels, '--levels', namesIn(memories)),
    ...strayNames(dimensions, '--dimensions', namesIn(layers.flatMap((layer) => layer.dimensions))),
    ...strayNames(tensors, '--tensors', namesIn(layers.flatMap((layer) => layer.operands))),
  ];
  if (stray.length > 0) throw new InputError(stray);
}

/** The map of a layer, if there is one; findings say what is lost, or why there is none. */
function textOf(evaluation: CostModelEvaluation, options: ExportOptions, findings: Findings): string | undefined {
  try {
    const { text, losses } = exportTimeloopMap(evaluation, namesOf(options));
    findings.add(losses);
    return text;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    findings.add(error.diagnostics);
    return undefined;
  }
}

function write(
  chosen: readonly CostModelEvaluation[],
  texts: readonly (string | undefined)[],
  isFolder: boolean,
  out: string,
): void {
  const { short } = layerNames(chosen.map(({ layer }) => layer));
  for (const [index, { layer }] of chosen.entries()) {
    const text = texts[index];
    if (text === undefined) continue;
    const name = `${layer.id}-${short(layer).replace(/[^\w.-]+/g, '_')}.map.yaml`;
    writeOutput(isFolder && out !== STANDARD_OUTPUT ? `${out.replace(/[/\\]+$/, '')}/${name}` : out, text);
  }
}

function noPlace({ evaluations }: StoredRun): InputError {
  const finding: Diagnostic = {
    code: 'ZZ9406',
    severity: 'error',
    message: `the run has ${countText(evaluations.length, 'layer')} with a mapping; expected one layer, or a folder for all`,
    hint: 'name a layer, or give a folder with --out',
  };
  return new InputError([finding]);
}
