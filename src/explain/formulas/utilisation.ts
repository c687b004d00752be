import { utilisation } from '../../model/mapping/spatial-mapping.ts';
import type { FigureReader } from '../change/evaluate-changes.ts';
import type { ExplainedCase } from '../explained-case.ts';
import type { Figure } from '../explained-quantity.ts';
import { numberText, Quantities, quotient } from '../terms.ts';

/** Useful work over what the array could have done (docs/cost-model.md#results). */
export function utilisationFigures(explained: ExplainedCase): Figure[] {
  const { latency, utilization } = explained.details;
  const share = (
    name: string,
    title: string,
    value: number,
    [symbol, meaning, cycles]: readonly [string, string, number],
    binding: () => string | undefined,
    parts: readonly string[],
    cyclesOf?: FigureReader,
  ): Figure => ({
    name,
    title,
    unit: 'share',
    ...(cyclesOf && {
      changeable: {
        read: (evaluator) => evaluator.problem.idealCycles / cyclesOf(evaluator),
        better: 'more',
        dependsOn: 'fullWidths',
        addsUp: false,
      },
    }),
    account: () => {
      const quantities = new Quantities();
      const ideal = quantities.of(
        'ideal',
        'cycles if all units were busy in every cycle',
        latency.idealCycle,
        'cycles',
      );
      return {
        value,
        quantities,
        term: quotient(ideal, quantities.of(symbol, meaning, cycles, 'cycles')),
        parts,
        binding: binding(),
      };
    },
  });
  return [
    share(
      'utilisation',
      'Utilisation of the array over the whole latency',
      utilization.u2,
      ['latency', 'cycles with stalls, on- and off-loading', latency.total2],
      () => largestLoss(explained),
      ['latency.ideal', 'latency'],
      ({ latencyTotal2 }) => latencyTotal2,
    ),
    share(
      'utilisation.spatial',
      'Utilisation of the array by the spatial mapping alone',
      utilization.spatial,
      ['ideal_temporal', 'TC · cpo: cycles without any stall', latency.idealTemporalCycle],
      () => underusedDimension(explained),
      ['latency.ideal', 'latency.spatial_stall'],
    ),
    share(
      'utilisation.with_stalls',
      'Utilisation of the array, stalls included',
      utilization.u0,
      ['latency_0', 'cycles with stalls', latency.total0],
      () => underusedDimension(explained),
      ['latency.ideal', 'latency.spatial_stall', 'latency.temporal_stall'],
      ({ latencyTotal0 }) => latencyTotal0,
    ),
    share(
      'utilisation.with_onloading',
      'Utilisation of the array, stalls and on-loading included',
      utilization.u1,
      ['latency_1', 'cycles with stalls and on-loading', latency.total1],
      () => underusedDimension(explained),
      ['latency.ideal', 'latency.spatial_stall', 'latency.temporal_stall', 'latency.onloading'],
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
    const cause = least.loops === '' ? 'no loop is unrolled there' : `${least.loops} is unrolled there`;
    return `array dimension ${least.name} is used least: ${numberText(least.used)} of ${least.size} units, since ${cause}`;
  }
  if (details.utilization.spatial >= 1) return undefined;
  return 'every array dimension is filled, but its unrollings do not divide their loops: the last round is not full';
}

/** What costs most of the latency beside the ideal computation. */
function largestLoss(explained: ExplainedCase): string | undefined {
  const { latency } = explained.details;
  const single = latency.total2 / explained.times;
  const losses = [
    ['unused units', latency.idealTemporalCycle - latency.idealCycle],
    ['stalls', latency.total0 - latency.idealTemporalCycle],
    ['on-loading', latency.onloading],
    ['off-loading', latency.offloading],
  ] as const;
  const [most] = losses.toSorted(([, a], [, b]) => b - a);
  if (most === undefined || most[1] <= 0) return undefined;
  const [cause, cycles] = most;
  const text = `${cause} take most: ${numberText(cycles / explained.times)} of ${numberText(single)} cycles`;
  const dimension = cause === 'unused units' ? underusedDimension(explained) : undefined;
  return dimension === undefined ? text : `${text}; ${dimension}`;
}
