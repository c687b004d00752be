import { formatDiagnostic } from '../../base/diagnostic.ts';
import { countText, percentText, quantityText } from '../../base/number-text.ts';
import { changeText } from '../../explain/change/change-text.ts';
import { explainQuantity } from '../../explain/index.ts';
import { costModelNotes } from '../../model/cost-model.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { costModelOf } from '../../quantities/hardware/hardware-quantities.ts';
import { latencySections } from '../../quantities/index.ts';
import type { ResultsDocument } from '../../results/index.ts';
import type { HardwarePerformance } from '../../run/performance.ts';
import type { ToolAnswer } from '../tool.ts';
import { toldFinding } from '../tool-error.ts';
import { largestLayers } from './largest-layers.ts';

/** Layers of which the answer says what binds them. */
const MOST_REASONS = 3;

/** A run for an agent: figures of network and layers, and reasons for the largest. */
export function runAnswer(handle: string, document: ResultsDocument, performance: HardwarePerformance): ToolAnswer {
  const { total, evaluations, infeasible, uncosted, warnings, languageModel } = performance;
  const { workload, accelerator, mapping } = document.inputs;
  const optimised = typeof document.options.opt === 'string' ? document.options.opt : 'latency';
  const quantities = optimised === 'EDP' ? ['latency', 'energy'] : [optimised];
  const reasons = quantities.flatMap((quantity) => reasonsFor(quantity, performance));
  return {
    data: {
      run: handle,
      inputs: { workload: workload.name, accelerator: accelerator.name, mapping: mapping.name },
      optimised,
      costModel: costModelOf(evaluations),
      units: { energy: 'pJ', latency: 'cycles' },
      energy: total.energy,
      latency: total.latency,
      utilisation: total.utilisation.withOffloading,
      layers: evaluations.map(layerFigures),
      ...(languageModel && {
        languageModel: { incomplete: languageModel.incomplete, quantities: languageModel.quantities },
      }),
      reasons: reasons.map(({ text: _, ...reason }) => reason),
      infeasible: infeasible.map(({ name, diagnostic }) => ({ layer: name, ...toldFinding(diagnostic) })),
      uncosted,
      warnings: warnings.map(toldFinding),
    },
    text: [
      `${handle}: ${[`${workload.name} on ${accelerator.name}`, ...costModelNotes(evaluations)].join(', ')}: ${quantityText(total.energy, 'pJ')}, ${quantityText(total.latency, 'cycles')}, utilisation ${percentText(total.utilisation.withOffloading)}, ${countText(evaluations.length, 'layer')}`,
      ...reasons.map(({ text }) => text),
      ...infeasible.map(({ diagnostic }) => formatDiagnostic(diagnostic)),
      ...warnings.map(formatDiagnostic),
    ].join('\n'),
  };
}

/** Figures of a layer with its repetitions, as the totals count it. */
function layerFigures(evaluation: CostModelEvaluation) {
  const { layer, times, energy, latency, utilisation } = evaluation;
  return {
    id: layer.id,
    name: layer.name,
    operatorType: layer.operatorType,
    ...(times === 1 ? {} : { repeat: times }),
    energy,
    latency,
    stall: latencySections(evaluation).temporalStall,
    utilisation: utilisation.withOffloading,
  };
}

/** What binds the layers with the largest share of a quantity, and the smallest change that helps them. */
function reasonsFor(quantity: string, performance: HardwarePerformance) {
  const total = quantity === 'energy' ? 'energy' : 'latency';
  return largestLayers(performance, total, MOST_REASONS).map(({ evaluation, share }) => {
    const explanation = explainQuantity(evaluation, quantity);
    const { binding, change } = explanation;
    const why = binding === undefined ? '' : `: ${binding}`;
    const better = change === undefined ? '' : `; smallest change: ${changeText(change, explanation)}`;
    return {
      layer: evaluation.layer.name,
      quantity,
      share,
      binding,
      change,
      text: `${percentText(share)} of ${quantity} in ${evaluation.layer.name}${why}${better}`,
    };
  });
}
