import { countText, percentText } from '../base/number-text.ts';
import { operandRelevance } from '../model/workload/relevance.ts';
import { type ExplainedCase, type ExplainedOperand, energyOf } from './explained-case.ts';
import type { QuantityAccount } from './explained-quantity.ts';
import { interfaceOf, movementOf, type Transfer, transfersAt, transferText } from './traffic/transfers.ts';

/** pJ of one direction, over all such layers. */
export function energyOfTransfer({ details }: ExplainedCase, { operand, level, direction }: Transfer): number {
  return details.energy.perDirection[operand.name]?.[level]?.[direction] ?? 0;
}

/** The transfer of `held` that costs most; undefined if all cost nothing. */
export function largestTransfer(
  explained: ExplainedCase,
  held: readonly { readonly operand: ExplainedOperand; readonly level: number }[],
): { readonly transfer: Transfer; readonly energy: number } | undefined {
  const [largest] = held
    .flatMap(({ operand, level }) => transfersAt(explained, operand, level))
    .map((transfer) => ({ transfer, energy: energyOfTransfer(explained, transfer) }))
    .toSorted((a, b) => b.energy - a.energy);
  return largest === undefined || largest.energy === 0 ? undefined : largest;
}

/** Which transfer of `held` costs most, what share of the quantity that is, and which loops make it move so often. */
export function energyBinding(
  explained: ExplainedCase,
  held: readonly { readonly operand: ExplainedOperand; readonly level: number }[],
  quantity: string,
): Pick<QuantityAccount, 'binding' | 'refilled'> {
  const { energy } = explained.details;
  const inMemories = held.reduce((total, { operand, level }) => total + energyOf(explained, operand, level), 0);
  const total = quantity === 'energy' ? energy.total : inMemories;
  const largest = largestTransfer(explained, held);
  if (largest === undefined) return {};
  const { transfer } = largest;
  if (quantity === 'energy' && energy.mac > largest.energy) {
    return {
      binding: `the operations of the array take ${percentText(energy.mac / total)}; of the memories, most go to ${transferText(transfer)} (${percentText(largest.energy / total)})`,
    };
  }
  const { text, refilled } = reason(explained, transfer);
  const first = `${largestMemory(explained, held, total)}${transferText(transfer)}`;
  return { binding: `${first} take ${percentText(largest.energy / total)}; ${text}`, refilled };
}

/** `buffer takes 42.6 % in all; …` where a quantity is of several memories. The dearest transfer may belong to another one. */
function largestMemory(
  explained: ExplainedCase,
  held: readonly { readonly operand: ExplainedOperand; readonly level: number }[],
  total: number,
): string {
  const energies = new Map<string, number>();
  for (const { operand, level } of held) {
    const name = operand.memories[level]?.name ?? '';
    energies.set(name, (energies.get(name) ?? 0) + energyOf(explained, operand, level));
  }
  const [first, second] = [...energies].toSorted(([, a], [, b]) => b - a);
  if (first === undefined || second === undefined) return '';
  return `${first[0]} takes ${percentText(first[1] / total)} in all; of single transfers, `;
}

/** Why data moves as often as it does: the loops above the memory that holds it, and which of them bring the same data again. */
function reason(
  explained: ExplainedCase,
  transfer: Transfer,
): { readonly text: string; readonly refilled?: QuantityAccount['refilled'] } {
  const { operand, memory } = transfer;
  const count = movementOf(explained, transfer, 'dataMovement').data_trans_period_count;
  if (count === 1) return { text: 'they move once, the fewest times possible' };
  const crossed = interfaceOf(transfer);
  const holder = operand.memories[crossed - 1];
  const levels = explained.details.temporalMappingStationary[operand.name] ?? [];
  const loops = levels
    .slice(crossed)
    .flat()
    .filter(([, size]) => size > 1);
  const list = (entries: typeof loops): string => entries.map(([dimension, size]) => `${dimension} ${size}`).join(', ');
  if (loops.length === 0) return { text: `they move ${countText(count, 'time')}` };
  const times = `they move ${countText(count, 'time')}: the ${loops.length === 1 ? 'loop' : 'loops'} ${list(loops)} ${runs(loops)} above ${holder?.name ?? 'the array'}`;
  const again = loops.filter(([dimension]) => returnsTo(explained, operand, dimension));
  if (holder === undefined || again.length === 0) return { text: times };
  const effect = operand.isOutput
    ? `${adds(again)} to the same outputs again`
    : `${brings(again)} the same data again, wholly or in part`;
  return {
    text: `${times}, of which ${list(again)} ${effect}`,
    refilled: { memory: holder, quantity: `energy.${memory.name}.${operand.name}` },
  };
}

const runs = (loops: readonly unknown[]): string => (loops.length === 1 ? 'runs' : 'run');
const adds = (loops: readonly unknown[]): string => (loops.length === 1 ? 'adds' : 'add');
const brings = (loops: readonly unknown[]): string => (loops.length === 1 ? 'brings' : 'bring');

/** Whether iterating over a dimension meets the same elements of an operand again. */
function returnsTo({ evaluation }: ExplainedCase, { name }: ExplainedOperand, dimension: string): boolean {
  const operand = evaluation.layer.operands.find((candidate) => candidate.name === name);
  const relevance = operand && operandRelevance(evaluation.layer, operand).classOf.get(dimension);
  return relevance === 'irrelevant' || relevance === 'partiallyRelevant';
}
