import { percentText } from '../../base/number-text.ts';
import { LATENCY_PARTS } from '../../quantities/cost-parts.ts';
import { impossibleFigures, QUIRK_OF } from '../../quantities/impossible-figures.ts';
import { cyclesPerOperation, idealTemporal } from '../computation.ts';
import { deciderBinding } from '../counted/decider-binding.ts';
import { countedLatency } from '../counted/latency.ts';
import { type ExplainedCase, forAllLayers } from '../explained-case.ts';
import { cyclesFrom, type QuantityFormula } from '../explained-quantity.ts';
import { call, constant, difference, FormulaSymbols, product, quotient, sum, type Term } from '../terms.ts';
import { portsOf, stallOf } from '../traffic/ports.ts';
import { offloadingBinding, onloadingBinding } from './loading.ts';
import { slowestPortBinding } from './stall.ts';
import { underusedDimension } from './utilisation.ts';

/** Latency and what it is made of (docs/cost-model.md#results). */
export function latencyFormulas(explained: ExplainedCase): QuantityFormula[] {
  const { details, times } = explained;
  const { latency } = details;
  const cycles = (
    name: string,
    term: (symbols: FormulaSymbols) => Term,
    binding: () => string | undefined = () => undefined,
  ): QuantityFormula => ({
    name,
    account: () => {
      const symbols = new FormulaSymbols();
      return { symbols, term: forAllLayers(explained, symbols, term(symbols)), binding: binding() };
    },
  });
  const single = (total: number): number => total / times;
  return [
    {
      ...cycles(
        'latency',
        (symbols) =>
          countedLatency(explained)?.latency(symbols) ??
          sum([
            idealTemporal(explained, symbols),
            symbols.of('SS', 'cycles in which the array waits for the slowest port', latency.stallSlack, 'cycles'),
            symbols.of('onload', 'cycles of the first loads', single(latency.onloading), 'cycles'),
            symbols.of('offload', 'cycles of the last stores', single(latency.offloading), 'cycles'),
          ]),
        () => latencyBinding(explained),
      ),
      changeable: cyclesFrom(({ latencyTotal2 }) => latencyTotal2),
    },
    cycles('latency.ideal', (symbols) => ideal(explained, symbols)),
    cycles(
      'latency.spatial_stall',
      (symbols) => difference(idealTemporal(explained, symbols), ideal(explained, symbols)),
      () => underusedDimension(explained),
    ),
    {
      ...cycles(
        'latency.temporal_stall',
        (symbols) => {
          const slowest = stallTerm(explained, symbols);
          return countedLatency(explained)?.stall(symbols, slowest) ?? slowest;
        },
        () => slowestPortBinding(explained) ?? 'no port makes the array wait',
      ),
      changeable: cyclesFrom(({ stallCycles }) => stallCycles),
    },
  ];
}

/** `max(0, values of all ports)`; ports without traffic are left out. */
function stallTerm(explained: ExplainedCase, symbols: FormulaSymbols): Term {
  const terms = portsOf(explained).flatMap((place) => {
    const value = stallOf(explained, place);
    const name = `${place.port.name} of ${place.memory.name}`;
    return value === 0
      ? []
      : [
          symbols.of(
            `stall(${place.memory.name}, ${place.port.name})`,
            `stall (+) or slack (−) of ${name}`,
            value,
            'cycles',
          ),
        ];
  });
  return terms.length === 0 ? constant(0) : call('max', constant(0), ...terms);
}

/** The largest part and what binds it; where that is the computation itself, the largest of the others too. */
function latencyBinding(explained: ExplainedCase): string | undefined {
  const decided = deciderBinding(explained);
  if (decided !== undefined) return decided;
  const parts = LATENCY_PARTS.map(({ name, of }) => [name, of(explained.evaluation)] as const);
  const [largest, next] = parts.toSorted(([, a], [, b]) => b - a);
  if (largest === undefined || largest[1] <= 0) return undefined;
  const waits = parts.some(([name, cycles]) => name === 'latency.temporal_stall' && cycles > 0);
  const texts = [partBinding(explained, ...largest, waits)];
  if (largest[0] === 'latency.ideal' && next !== undefined && next[1] > 0)
    texts.push(partBinding(explained, ...next, waits));
  const odd = impossibleFigures(explained.evaluation).find(({ kind }) => kind === 'negativeLoading');
  const note = odd === undefined ? [] : [`no hardware could reach this latency: ${odd.text} (${QUIRK_OF[odd.kind]})`];
  return [texts.join('; of the rest, '), ...note].join('; ');
}

/** @param waits whether the array waits for a port: it needs as long with more units, which would only wait longer. */
function partBinding(explained: ExplainedCase, part: string, cycles: number, waits: boolean): string {
  const share = percentText(cycles / explained.evaluation.latency);
  switch (part) {
    case 'latency.ideal':
      return waits
        ? `the computation itself takes ${share}, which more units would turn into stalls`
        : `the computation itself takes ${share}, which only more units would shorten`;
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

/** `ceil(ceil(MAC / units) · cpo)`. */
export function ideal({ evaluation }: ExplainedCase, symbols: FormulaSymbols): Term {
  const { layer, accelerator } = evaluation;
  const { unitCount, cyclesPerOperation: cycles } = accelerator.operationalArray;
  const perUnit = quotient(
    symbols.of('MAC', 'operations of the layer', layer.operationCount, 'operations'),
    symbols.of('units', 'units of the array', unitCount, 'units'),
  );
  return call('ceil', product(call('ceil', perUnit), cyclesPerOperation(cycles, symbols)));
}
