import { type ExplainedCase, forAllLayers } from '../explained-case.ts';
import { cyclesFrom, type Figure, type FigureAccount, largestFirst } from '../explained-quantity.ts';
import { call, constant, difference, product, Quantities, quotient, sum, type Term } from '../terms.ts';
import { offloadingBinding, onloadingBinding } from './loading.ts';
import { portsOf, slowestPortBinding, stallName, stallOf } from './stall.ts';
import { underusedDimension } from './utilisation.ts';

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
  const cycles = (
    name: keyof typeof parts,
    title: string,
    term: (quantities: Quantities) => Term,
    more: () => Pick<FigureAccount, 'binding' | 'parts'>,
  ): Figure => ({
    name,
    title,
    unit: 'cycles',
    account: () => {
      const quantities = new Quantities();
      return { value: parts[name], quantities, term: forAllLayers(explained, quantities, term(quantities)), ...more() };
    },
  });
  return [
    {
      name: 'latency',
      title: 'Latency',
      unit: 'cycles',
      changeable: cyclesFrom(({ latencyTotal2 }) => latencyTotal2),
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
          binding: latencyBinding(explained, parts),
        };
      },
    },
    cycles(
      'latency.ideal',
      'Ideal computation: all units busy in every cycle',
      (quantities) => ideal(explained, quantities),
      () => ({}),
    ),
    cycles(
      'latency.spatial_stall',
      'Spatial stall: cycles lost to unused units',
      (quantities) => difference(idealTemporal(explained, quantities), ideal(explained, quantities)),
      () => ({ binding: underusedDimension(explained) }),
    ),
    {
      ...cycles(
        'latency.temporal_stall',
        'Temporal stall: cycles in which the array waits for a port',
        (quantities) => stallTerm(explained, quantities),
        () => stallsOfPorts(explained),
      ),
      changeable: cyclesFrom(({ stallCycles }) => stallCycles),
    },
  ];
}

/** `max(0, values of all ports)`; ports without traffic are left out. */
function stallTerm(explained: ExplainedCase, quantities: Quantities): Term {
  const terms = portsOf(explained).flatMap((place) => {
    const value = stallOf(explained, place);
    const name = `${place.port.name} of ${place.memory.name}`;
    return value === 0
      ? []
      : [
          quantities.of(
            `stall(${place.memory.name}, ${place.port.name})`,
            `stall (+) or slack (−) of ${name}`,
            value,
            'cycles',
          ),
        ];
  });
  return terms.length === 0 ? constant(0) : call('max', constant(0), ...terms);
}

function stallsOfPorts(explained: ExplainedCase): Pick<FigureAccount, 'binding' | 'parts'> {
  const stalls = portsOf(explained).map(
    (place) => [stallName(place.memory, place.port), stallOf(explained, place)] as const,
  );
  return {
    parts: largestFirst(stalls.filter(([, value]) => value > 0)),
    binding: slowestPortBinding(explained) ?? 'no port makes the array wait',
  };
}

/** The largest part and what binds it; where that is the computation itself, the largest of the others too. */
function latencyBinding(explained: ExplainedCase, parts: Readonly<Record<string, number>>): string | undefined {
  const [largest, next] = Object.entries(parts).toSorted(([, a], [, b]) => b - a);
  if (largest === undefined || largest[1] <= 0) return undefined;
  const texts = [partBinding(explained, ...largest)];
  if (largest[0] === 'latency.ideal' && next !== undefined && next[1] > 0) texts.push(partBinding(explained, ...next));
  return texts.join('; of the rest, ');
}

function partBinding(explained: ExplainedCase, part: string, cycles: number): string {
  const share = `${((cycles / explained.evaluation.latency) * 100).toFixed(1)} %`;
  switch (part) {
    case 'latency.ideal':
      return `the computation itself takes ${share}, which only more units would shorten`;
    case 'latency.spatial_stall':
      return `unused units take ${share}: ${underusedDimension(explained) ?? 'the last round of the loops is not full'}`;
    case 'latency.temporal_stall':
      return `stalls take ${share}: ${slowestPortBinding(explained)}`;
    case 'latency.onloading':
      return `on-loading takes ${share}: ${onloadingBinding(explained)}`;
    default:
      return `off-loading takes ${share}: ${offloadingBinding(explained)}`;
  }
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
