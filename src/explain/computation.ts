import type { ExplainedCase } from './explained-case.ts';
import { type FormulaSymbols, product, type Term } from './terms.ts';

/** `TC · cpo`. */
export function idealTemporal({ evaluation, details, operands }: ExplainedCase, symbols: FormulaSymbols): Term {
  const output = operands.find(({ isOutput }) => isOutput);
  const iterations = symbols.of(
    'TC',
    'iterations of all temporal loops',
    details.cyclesPerLevel[output?.name ?? '']?.at(-1) ?? 0,
    'iterations',
  );
  return product(iterations, cyclesPerOperation(evaluation.accelerator.operationalArray.cyclesPerOperation, symbols));
}

export function cyclesPerOperation(cycles: number, symbols: FormulaSymbols): Term {
  return symbols.of('cpo', 'cycles per operation of the array', cycles, 'cycles');
}
