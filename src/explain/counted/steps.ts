import type { ExplainedCase } from '../explained-case.ts';
import { call, constant, digits, type FormulaSymbols, product, quotient, sum, type Term } from '../terms.ts';
import { countedOf, SHORT_FORM, type Transfer, transferText } from '../traffic/transfers.ts';

/** So many sizes of transfers have symbols of their own in a formula; of more, only the numbers are listed. */
const MOST_SYMBOLS = 3;

/** Energy of one direction: steps of the minimum width times the energy of a step (docs/cost-model-corrected.md#transfers). */
export function countedEnergyTerm(
  explained: ExplainedCase,
  transfer: Transfer,
  severalDirections: boolean,
  symbols: FormulaSymbols,
): Term {
  const { memory, direction, port } = transfer;
  const suffix = severalDirections ? `_${SHORT_FORM[direction]}` : '';
  const isRead = direction.startsWith('rd');
  const place = `${port.name} of ${memory.name}`;
  const counted = countedOf(explained, transfer);
  if (counted === undefined) return constant(0);
  const narrow = (): Term =>
    symbols.of(`bwMin${suffix}`, `narrowest access of ${place}`, counted.stepBits, 'bits per cycle');
  const steps = stepsTerm(explained, transfer, suffix, narrow, symbols);
  const energy = symbols.of(
    `${isRead ? 'e_r' : 'e_w'}${suffix}`,
    `energy of ${isRead ? 'reading' : 'writing'} one word of ${memory.name}`,
    isRead ? memory.readEnergyPj : memory.writeEnergyPj,
    'pJ',
  );
  const wide = symbols.of(`bwMax${suffix}`, `full width of ${place}: one word`, counted.wordBits, 'bits per cycle');
  return quotient(product(steps, narrow(), energy), wide);
}

/** `N · ceil(amount · prec / bwMin)`, added over the sizes of the transfers. */
function stepsTerm(
  explained: ExplainedCase,
  transfer: Transfer,
  suffix: string,
  narrow: () => Term,
  symbols: FormulaSymbols,
): Term {
  const { operand, level, memory, direction } = transfer;
  const what = transferText(transfer);
  const counted = countedOf(explained, transfer);
  const transfers = counted?.transfers ?? [];
  const bits = counted?.bits ?? 0;
  const stepBits = counted?.stepBits ?? 1;
  const total = transfers.reduce(
    (steps, { elements, count }) => steps + count * Math.ceil((elements * bits) / stepBits),
    0,
  );
  const precision = (): Term => symbols.of(`prec${suffix}`, `precision, ${what}`, bits, 'bits');
  const words = explained.details.wordAccesses[operand.name]?.[level]?.[direction] ?? 0;
  if (transfers.length > MOST_SYMBOLS) {
    const made = sum(
      transfers.map(({ elements, count }) =>
        product(
          constant(count),
          call('ceil', quotient(product(constant(elements), constant(bits)), constant(stepBits))),
        ),
      ),
    );
    const meaning = `steps of the minimum width, ${what}: transfers · ceil(elements · prec / bwMin), added over ${transfers.length} sizes of transfers`;
    precision();
    const term = symbols.named(`steps${suffix}`, meaning, total, 'steps', made);
    symbols.note(`words${suffix}`, `words moved, ${what}`, words, 'words');
    return term;
  }
  const terms = transfers.map(({ elements, count }, index) => {
    const place = transfers.length === 1 ? '' : digits(index + 1);
    const isLast = transfers.length > 1 && index > 0;
    const which = isLast ? ' of a smaller last round' : '';
    return product(
      symbols.of(`N${place}${suffix}`, `transfers${which} of all copies, ${what}`, count, 'transfers'),
      call(
        'ceil',
        quotient(
          product(
            symbols.of(`amount${place}${suffix}`, `elements of a transfer${which}, ${what}`, elements, 'elements'),
            precision(),
          ),
          narrow(),
        ),
      ),
    );
  });
  symbols.note(`steps${suffix}`, `steps of the minimum width of ${memory.name}, ${what}`, total, 'steps');
  symbols.note(`words${suffix}`, `words moved, ${what}`, words, 'words');
  return sum(terms);
}
