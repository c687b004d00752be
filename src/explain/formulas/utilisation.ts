import { unscaledText } from '../../base/number-text.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { utilisation } from '../../model/mapping/spatial-mapping.ts';
import { loopSize } from '../../model/workload/layer.ts';
import { lossText, userMappingOutcome } from '../../search/spatial/unrolling-losses.ts';
import { deciderBinding } from '../counted/decider-binding.ts';
import type { ExplainedCase } from '../explained-case.ts';
import type { QuantityFormula, QuantityReader } from '../explained-quantity.ts';
import { FormulaSymbols, numberText, quotient } from '../terms.ts';
import { offloadingBinding, onloadingBinding } from './loading.ts';
import { slowestPortBinding } from './stall.ts';

/** Options of the run decide only what is said of filled array dimensions that share an inner memory with fixed ones. */
const GENERATOR_DEFAULTS = { nbMappingsGenerated: 3, enableMixSpatialMappingGeneration: false };

/** Useful work over what the array could have done (docs/cost-model.md#results). */
export function utilisationFormulas(explained: ExplainedCase): QuantityFormula[] {
  const { latency } = explained.details;
  const share = (
    name: string,
    [symbol, meaning, cycles]: readonly [string, string, number],
    binding: () => string | undefined,
    cyclesOf?: QuantityReader,
  ): QuantityFormula => ({
    name,
    ...(cyclesOf && {
      changeable: {
        read: (evaluator) => evaluator.problem.idealCycles / cyclesOf(evaluator),
        better: 'more',
        dependsOn: 'fullWidths',
      },
    }),
    account: () => {
      const symbols = new FormulaSymbols();
      const meaningOfIdeal = 'cycles if all units were busy in every cycle';
      const ideal = symbols.of('ideal', meaningOfIdeal, latency.idealCycle, 'cycles');
      return { symbols, term: quotient(ideal, symbols.of(symbol, meaning, cycles, 'cycles')), binding: binding() };
    },
  });
  return [
    share(
      'utilisation',
      ['latency', 'cycles with stalls, on- and off-loading', latency.total2],
      () => largestLoss(explained),
      ({ latencyTotal2 }) => latencyTotal2,
    ),
    share(
      'utilisation.spatial',
      ['ideal_temporal', 'TC · cpo: cycles without any stall', latency.idealTemporalCycle],
      () => underusedDimension(explained),
    ),
    share(
      'utilisation.with_stalls',
      ['latency_0', 'cycles with stalls', latency.total0],
      () => largestLoss(explained, 2),
      ({ latencyTotal0 }) => latencyTotal0,
    ),
    share(
      'utilisation.with_onloading',
      ['latency_1', 'cycles with stalls and on-loading', latency.total1],
      () => largestLoss(explained, 3),
      ({ latencyTotal1 }) => latencyTotal1,
    ),
  ];
}

/** Which array dimension is used least; undefined when all units are busy. */
export function underusedDimension({ evaluation, details }: ExplainedCase): string | undefined {
  const { dimensions } = evaluation.accelerator.operationalArray;
  const uses = dimensions.map(({ name, size }) => {
    const entry = evaluation.spatialMapping.source.find(({ arrayDimension }) => arrayDimension === name);
    const used = entry === undefined ? 1 : utilisation(entry);
    const loops = (entry?.unrollings ?? []).filter(({ factor }) => factor > 1);
    return { name, size, used, loops: loops.map(({ dimension, factor }) => `${dimension} ${factor}`).join(', ') };
  });
  const [least] = uses.toSorted((a, b) => a.used / a.size - b.used / b.size);
  if (least === undefined) return undefined;
  if (least.used < least.size) {
    const cause = unrollingCause(evaluation, least.name, least.loops);
    return `array dimension ${least.name} is used least: ${numberText(least.used)} of ${least.size} units, since ${cause}`;
  }
  if (details.utilization.spatial >= 1) return undefined;
  return 'every array dimension is filled, but its unrollings do not divide their loops: the last round is not full';
}

/** What the search made of the mapping file on an array dimension, in the words of its warnings; else what is unrolled there. */
function unrollingCause({ layer, accelerator }: CostModelEvaluation, arrayDimension: string, loops: string): string {
  const { losses } = userMappingOutcome(layer, accelerator, GENERATOR_DEFAULTS);
  const texts = losses.filter((loss) => loss.arrayDimension === arrayDimension).map(lossText);
  if (texts.length > 0) return texts.join('; ');
  const asked = layer.mapping.spatialMapping
    .filter((entry) => entry.arrayDimension === arrayDimension)
    .flatMap(({ unrollings }) => unrollings);
  const short = asked
    .map(({ dimension, factor }) => ({ dimension, factor, size: loopSize(layer, dimension) }))
    .filter(({ factor, size }) => size < factor)
    .map(({ dimension, factor, size }) => `${dimension} ${factor} is asked for, and ${dimension} has ${size}`);
  if (loops === '') return 'no loop is unrolled there';
  return short.length === 0 ? `${loops} is unrolled there` : `${loops} is unrolled there (${short.join(', ')})`;
}

/** What costs most of the latency beside the ideal computation, and what binds it. `count`: how many kinds of loss are looked at. */
function largestLoss(explained: ExplainedCase, count: 2 | 3 | 4 = 4): string | undefined {
  const decided = count === 4 ? deciderBinding(explained) : undefined;
  if (decided !== undefined) return decided;
  const { latency } = explained.details;
  const single = count === 2 ? latency.total0 : count === 3 ? latency.total1 : latency.total2;
  const losses = [
    ['unused units', latency.idealTemporalCycle - latency.idealCycle, underusedDimension],
    ['stalls', latency.total0 - latency.idealTemporalCycle, slowestPortBinding],
    ['on-loading', latency.onloading, onloadingBinding],
    ['off-loading', latency.offloading, offloadingBinding],
  ] as const;
  const [most] = losses.slice(0, count).toSorted(([, a], [, b]) => b - a);
  if (most === undefined || most[1] <= 0) return undefined;
  const [cause, cycles, bindingOf] = most;
  const text = `${cause} ${cause.endsWith('s') ? 'take' : 'takes'} most: ${numberText(cycles / explained.times)} of ${unscaledText(single / explained.times, 'cycles')}`;
  const binding = bindingOf(explained);
  return binding === undefined ? text : `${text}; ${binding}`;
}
