import { type ExplainedCase, forAllLayers } from '../explained-case.ts';
import { type Figure, largestFirst } from '../figure.ts';
import { call, difference, product, Quantities, quotient, sum, type Term } from '../terms.ts';

/** Latency and what it is made of (docs/cost-model.md#results). */
export function latencyFigures(explained: ExplainedCase): Figure[] {
  const { evaluation, details, times } = explained;
  const { latency } = details;
  const parts = {
    'latency.ideal': latency.idealCycle,
    'latency.spatial_stall': latency.idealTemporalCycle - latency.idealCycle,
    'latency.temporal_stall': latency.stallSlack * times,
    'latency.onloading': latency.onloading,
    'latency.offloading': latency.offloading,
  };
  const cycles = (name: string, title: string, value: number, term: (quantities: Quantities) => Term): Figure => ({
    name,
    title,
    unit: 'cycles',
    account: () => {
      const quantities = new Quantities();
      return { value, quantities, term: forAllLayers(explained, quantities, term(quantities)) };
    },
  });
  return [
    {
      name: 'latency',
      title: 'Latency',
      unit: 'cycles',
      account: () => {
        const quantities = new Quantities();
        const single = (total: number): number => total / times;
        return {
          value: evaluation.latency,
          quantities,
          term: forAllLayers(
            explained,
            quantities,
            sum([
              idealTemporal(explained, quantities),
              quantities.of('SS', 'cycles in which the array waits for the slowest port', latency.stallSlack, 'cycles'),
              quantities.of('onload', 'cycles of the first loads', single(latency.onloading), 'cycles'),
              quantities.of('offload', 'cycles of the last stores', single(latency.offloading), 'cycles'),
            ]),
          ),
          parts: largestFirst(Object.entries(parts)),
        };
      },
    },
    cycles('latency.ideal', 'Ideal computation: all units busy in every cycle', latency.idealCycle, (quantities) =>
      ideal(explained, quantities),
    ),
    cycles(
      'latency.spatial_stall',
      'Cycles lost to unused units',
      latency.idealTemporalCycle - latency.idealCycle,
      (quantities) => difference(idealTemporal(explained, quantities), ideal(explained, quantities)),
    ),
  ];
}

/** `TC · cpo`. */
export function idealTemporal({ evaluation, details, operands }: ExplainedCase, quantities: Quantities): Term {
  const output = operands.find(({ isOutput }) => isOutput);
  const iterations = quantities.of(
    'TC',
    'iterations of all temporal loops',
    details.cyclesPerLevel[output?.name ?? '']?.at(-1) ?? 0,
    'iterations',
  );
  return product(
    iterations,
    cyclesPerOperation(evaluation.accelerator.operationalArray.cyclesPerOperation, quantities),
  );
}

/** `ceil(ceil(MAC / units) · cpo)`. */
export function ideal({ evaluation }: ExplainedCase, quantities: Quantities): Term {
  const { layer, accelerator } = evaluation;
  const { unitCount, cyclesPerOperation: cycles } = accelerator.operationalArray;
  const perUnit = quotient(
    quantities.of('MAC', 'operations of the layer', layer.operationCount, 'operations'),
    quantities.of('units', 'units of the array', unitCount, 'units'),
  );
  return call('ceil', product(call('ceil', perUnit), cyclesPerOperation(cycles, quantities)));
}

export function cyclesPerOperation(cycles: number, quantities: Quantities): Term {
  return quantities.of('cpo', 'cycles per operation of the array', cycles, 'cycles');
}
