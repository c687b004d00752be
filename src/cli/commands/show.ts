import { percentText, quantityText } from '../../base/number-text.ts';
import { printable } from '../../base/plain-text.ts';
import { type LoopNestView, loopNestView } from '../../loop-nest/loop-nest-view.ts';
import { costModelText } from '../../model/cost-model.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { costModelOf } from '../../quantities/hardware/hardware-quantities.ts';
import { timesText } from '../../quantities/layer-names.ts';
import { findLayer, type StoredRun } from '../../results/index.ts';
import { figureWarnings } from '../../run/warnings/figure-warnings.ts';
import { storedRun } from '../stored-run.ts';
import { tableOptions } from '../terminal/colours.ts';
import { wrap } from '../terminal/display-width.ts';
import type { TableOptions } from '../terminal/table.ts';
import { NO_MAPPING, printDiagnostic, printInfeasible } from '../text/failures.ts';
import { layerTable } from '../text/layer-table.ts';
import { loopNestText } from '../text/loop-nest-text.ts';
import { runSummary } from '../text/run-summary.ts';

export interface ShowOptions {
  readonly json?: boolean;
  readonly asMapping?: boolean;
}

/** `zigzag show RESULT_DIR [LAYER]`: the layers of a run, or the loop nest of one; or the mapping file that repeats them. */
export async function showCommand(folder: string, layer: string | undefined, options: ShowOptions): Promise<number> {
  const run = await storedRun(folder);
  const evaluation = layer === undefined ? undefined : findLayer(run, layer);
  const { infeasible } = run.document;
  if (evaluation === undefined) printInfeasible(infeasible);
  figureWarnings(evaluation === undefined ? run.evaluations : [evaluation]).forEach(printDiagnostic);
  const fitsNowhere = run.evaluations.length === 0 && infeasible.length > 0;
  if (options.asMapping === true) {
    if (!fitsNowhere) await printMapping(run, evaluation);
  } else if (options.json === true) {
    const document = evaluation === undefined ? runDocument(run) : layerDocument(evaluation);
    process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  } else if (!fitsNowhere) {
    const style = tableOptions(process.stdout);
    process.stdout.write(`${evaluation === undefined ? runText(run, style) : layerText(evaluation, style)}\n`);
  }
  return fitsNowhere ? NO_MAPPING : 0;
}

async function printMapping(
  { document, evaluations }: StoredRun,
  layer: CostModelEvaluation | undefined,
): Promise<void> {
  const { savedMapping } = await import('../../run/saved-mapping/saved-mapping.ts');
  const { text, warnings } = savedMapping(document, evaluations, layer);
  warnings.forEach(printDiagnostic);
  process.stdout.write(text);
}

function runText(
  { document, total, evaluations, otherOperators = [], languageModel }: StoredRun,
  style: TableOptions,
): string {
  const { inputs, options, uncosted, infeasible } = document;
  const criterion = typeof options.opt === 'string' ? `, best ${options.opt}` : '';
  const costModel = costModelText(evaluations);
  const title = `${inputs.workload.name} on ${inputs.accelerator.name}${criterion}${costModel}`;
  const summary = runSummary(
    { total, evaluations, uncosted, otherOperators, infeasible, languageModel },
    title,
    style.width,
  );
  return [layerTable(evaluations, style, otherOperators), '', ...summary].join('\n');
}

function layerText(evaluation: CostModelEvaluation, style: TableOptions): string {
  const { layer, accelerator, energy, latency, utilisation, times } = evaluation;
  const line = (text: string) => wrap(printable(text), style.width, 13);
  return [
    line(
      `${layer.name}${timesText(times)} (id ${layer.id}, ${layer.operatorType}) on ${accelerator.name}${costModelText([evaluation])}`,
    ),
    line(`  equation   ${layer.equation}`),
    line(`  loops      ${layer.dimensions.map(({ name, size }) => `${name} ${size}`).join(', ')}`),
    line(
      `  costs      ${quantityText(energy, 'pJ')}, ${quantityText(latency, 'cycles')}, utilisation ${percentText(utilisation.withOffloading)}`,
    ),
    '',
    loopNestText(loopNestView(evaluation), style),
  ].join('\n');
}

const UNITS = { energy: 'pJ', latency: 'cycles', size: 'bits', utilisation: 'share' };

function runDocument({ document, total, evaluations }: StoredRun): unknown {
  return {
    schemaVersion: 1,
    units: UNITS,
    workload: document.inputs.workload.name,
    accelerator: document.inputs.accelerator.name,
    costModel: costModelOf(evaluations),
    ...costs(total),
    layers: evaluations.map((evaluation) => ({ ...identity(evaluation), ...costs(evaluation) })),
    infeasible: document.infeasible,
    uncosted: document.uncosted,
    ...(document.otherOperators === undefined ? {} : { otherOperators: document.otherOperators }),
    ...(document.languageModel === undefined ? {} : { languageModel: document.languageModel }),
  };
}

function layerDocument(evaluation: CostModelEvaluation): unknown {
  const nest = nestDocument(loopNestView(evaluation));
  const { costModel } = evaluation;
  return { schemaVersion: 1, units: UNITS, costModel, ...identity(evaluation), ...costs(evaluation), ...nest };
}

/** What the document of a layer promises of its loop nest. */
function nestDocument({ temporal, spatial, levels }: LoopNestView) {
  return {
    temporal,
    spatial: spatial.map(({ arrayDimension, units, unrollings }) => ({ arrayDimension, units, unrollings })),
    levels: levels.map(({ operand, memory, level, loops, tileBits, capacityBits, utilisation, sharedUtilisation }) => ({
      operand,
      memory,
      level,
      loops,
      tileBits,
      capacityBits,
      utilisation,
      sharedUtilisation,
    })),
  };
}

function identity({ layer, times }: CostModelEvaluation) {
  const { id, name, operatorType, equation, dimensions } = layer;
  return {
    id,
    name,
    operatorType,
    ...(times === 1 ? {} : { repeat: times }),
    equation,
    dimensions: dimensions.map((dimension) => ({ name: dimension.name, size: dimension.size })),
  };
}

function costs({ energy, latency, utilisation }: Pick<CostModelEvaluation, 'energy' | 'latency' | 'utilisation'>) {
  return { energy, latency, utilisation: utilisation.withOffloading };
}
