import { operandRelevance } from '../model/relevance.ts';
import { type ExplainedCase, type ExplainedOperand, energyOf } from './explained-case.ts';
import { interfaceOf, movementOf, type Transfer, transfersAt, transferText } from './transfers.ts';

/** pJ of one direction, over all such layers. */
export function energyOfTransfer({ details }: ExplainedCase, { operand, level, direction }: Transfer): number {
  return details.energy.perDirection[operand.name]?.[level]?.[direction] ?? 0;
}

/** Which transfer of `held` costs most, what share of the figure that is, and which loops make it move so often. */
export function energyBinding(
  explained: ExplainedCase,
  held: readonly { readonly operand: ExplainedOperand; readonly level: number }[],
  figure: string,
): string | undefined {
  const { energy } = explained.details;
  const inMemories = held.reduce((total, { operand, level }) => total + energyOf(explained, operand, level), 0);
  const total = figure === 'energy' ? energy.total : inMemories;
  const [largest] = held
    .flatMap(({ operand, level }) => transfersAt(operand, level))
    .map((transfer) => ({ transfer, energy: energyOfTransfer(explained, transfer) }))
    .toSorted((a, b) => b.energy - a.energy);
  if (largest === undefined || largest.energy === 0) return undefined;
  if (figure === 'energy' && energy.mac > largest.energy) {
    return `the operations of the array take ${share(energy.mac, total)}; of the memories, most go to ${transferText(largest.transfer)} (${share(largest.energy, total)})`;
  }
  return `${transferText(largest.transfer)} take ${share(largest.energy, total)}; ${reason(explained, largest.transfer)}`;
}

function share(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)} %`;
}

/** Why data moves as often as it does: the loops above the memory that holds it, and which of them bring the same data again. */
function reason(explained: ExplainedCase, transfer: Transfer): string {
  const { operand } = transfer;
  const { layer } = explained.evaluation;
  const count = movementOf(explained, transfer, 'dataMovement').data_trans_period_count;
  const crossed = interfaceOf(transfer);
  const holder = operand.memories[crossed - 1]?.name ?? 'the array';
  if (count === 1) return `they move once, the fewest times possible`;
  const levels = explained.details.temporalMappingStationary[operand.name] ?? [];
  const loops = levels
    .slice(crossed)
    .flat()
    .filter(([, size]) => size > 1);
  const definition = layer.operands.find(({ name }) => name === operand.name);
  const classOf = definition === undefined ? undefined : operandRelevance(layer, definition).classOf;
  const again = loops.filter(([dimension]) => {
    const relevance = classOf?.get(dimension);
    return relevance === 'irrelevant' || relevance === 'partiallyRelevant';
  });
  const list = (entries: typeof loops): string => entries.map(([dimension, size]) => `${dimension} ${size}`).join(', ');
  const times = `they move ${count} times: the loops ${list(loops)} run above ${holder}`;
  if (loops.length === 0) return `they move ${count} times`;
  if (crossed === 0 || again.length === 0) return times;
  const effect = operand.isOutput ? 'add to the same outputs again' : 'bring the same data again, wholly or in part';
  return `${times}, of which ${list(again)} ${effect}`;
}
