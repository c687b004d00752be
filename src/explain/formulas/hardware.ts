import { enumerate } from '../../base/enumerate.ts';
import { areaOf } from '../../model/hardware/area.ts';
import { clockPeriodNsOf } from '../../model/hardware/clock.ts';
import { staticPowerOf } from '../../model/hardware/static-power.ts';
import { areaName, OPERATIONS_PER_MAC } from '../../quantities/hardware/hardware-quantities.ts';
import type { ExplainedCase } from '../explained-case.ts';
import type { QuantityAccount, QuantityFormula } from '../explained-quantity.ts';
import { bracketed, constant, FormulaSymbols, product, quotient, sum, type Term } from '../terms.ts';

/** Clock, time, static energy, power, speed and area (docs/cost-model.md#area-time-and-power). */
export function hardwareFormulas(explained: ExplainedCase): QuantityFormula[] {
  const periodNs = clockPeriodNsOf(explained.evaluation.accelerator, explained.evaluation.costModel);
  return [...(periodNs === undefined ? [] : timedFormulas(explained, periodNs)), ...areaFormulas(explained)];
}

function timedFormulas(explained: ExplainedCase, periodNs: number): QuantityFormula[] {
  const { accelerator, latency, energy, layer, times } = explained.evaluation;
  const { knownMw, unknown } = staticPowerOf(accelerator);
  const timeNs = (symbols: FormulaSymbols): Term =>
    product(symbols.of('L', 'latency', latency, 'cycles'), symbols.of('T', 'clock period', periodNs, 'ns'));
  const work = (symbols: FormulaSymbols): Term => symbols.of('E', 'energy', energy, 'pJ');
  const staticEnergy = (symbols: FormulaSymbols): Term =>
    product(
      symbols.of('P_static', 'static power of units and memories, as far as it is given', knownMw, 'mW'),
      bracketed(timeNs(symbols)),
    );
  const wholeEnergy = (symbols: FormulaSymbols): Term =>
    knownMw === 0 ? work(symbols) : sum([work(symbols), staticEnergy(symbols)]);
  const operations = (symbols: FormulaSymbols): Term =>
    product(
      constant(OPERATIONS_PER_MAC),
      symbols.of('MAC', 'multiply-accumulates', layer.operationCount * times, 'operations'),
    );
  const note = unknown.length === 0 ? undefined : `no static power is given for ${enumerate(unknown)}`;
  const formula = (name: string, write: (symbols: FormulaSymbols) => Term, binding?: string): QuantityFormula => ({
    name,
    account: () => {
      const symbols = new FormulaSymbols();
      return { term: write(symbols), symbols, binding };
    },
  });
  return [
    { name: 'clock', account: () => clockAccount(explained) },
    formula('time', (symbols) => quotient(timeNs(symbols), constant(1e9))),
    formula('energy.static', staticEnergy),
    formula('energy.with_static', (symbols) => sum([work(symbols), staticEnergy(symbols)])),
    formula('power', (symbols) => quotient(wholeEnergy(symbols), bracketed(timeNs(symbols))), note),
    formula('throughput', (symbols) =>
      quotient(quotient(operations(symbols), bracketed(timeNs(symbols))), constant(1000)),
    ),
    formula('efficiency', (symbols) => quotient(operations(symbols), wholeEnergy(symbols)), note),
  ];
}

/** As the file gives it; otherwise that of an in-memory-computing array (docs/in-memory-computing.md#clock-period). */
function clockAccount({ evaluation: { accelerator, hardware } }: ExplainedCase): QuantityAccount {
  const symbols = new FormulaSymbols();
  const { clockFrequencyMhz } = accelerator;
  if (clockFrequencyMhz !== undefined) {
    return { symbols, term: quotient(constant(1000), symbols.of('f', 'clock frequency', clockFrequencyMhz, 'MHz')) };
  }
  const parts = Object.entries(hardware?.clockPeriod.partsNs ?? {}).filter(([, delay]) => delay > 0);
  const [slowest] = parts.toSorted(([, a], [, b]) => b - a);
  return {
    symbols,
    term: sum(parts.map(([part, delay]) => symbols.of(part, `delay of ${part}`, delay, 'ns'))),
    binding: slowest && `all parts work one after the other within a cycle; ${slowest[0]} take longest`,
  };
}

/** Of an in-memory-computing array as docs/in-memory-computing.md#area has it. */
function areaFormulas({ evaluation: { accelerator, costModel } }: ExplainedCase): QuantityFormula[] {
  const { parts } = areaOf(accelerator, costModel);
  const isComputing = accelerator.operationalArray.inMemoryComputing !== undefined;
  const termOf = ({ name, kind, copies, perCopyMm2 = 0 }: (typeof parts)[number], symbols: FormulaSymbols): Term => {
    if (isComputing && kind === 'units') return symbols.of('A_array', 'area of the array', perCopyMm2, 'mm2');
    if (isComputing && costModel === 'reference')
      return symbols.of(`A(${name})`, `area of ${name}, counted once`, perCopyMm2, 'mm2');
    const [count, area] =
      kind === 'units'
        ? [symbols.of('N', 'units', copies, 'units'), symbols.of('A_unit', 'area of a unit', perCopyMm2, 'mm2')]
        : [
            symbols.of(`n(${name})`, `copies of ${name}`, copies, 'copies'),
            symbols.of(`A(${name})`, `area of one ${name}`, perCopyMm2, 'mm2'),
          ];
    return product(count, area);
  };
  const account = (some: typeof parts) => (): QuantityAccount => {
    const symbols = new FormulaSymbols();
    return { symbols, term: sum(some.map((part) => termOf(part, symbols))) };
  };
  return [
    { name: 'area', account: account(parts) },
    ...parts.map((part) => ({ name: areaName(part.name), account: account([part]) })),
  ];
}
