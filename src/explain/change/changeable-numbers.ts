import { divisors } from '../../base/integers.ts';
import type { VariableNumber } from '../../engine/problem/variable-problem.ts';
import { type MemoryLevel, type MemoryPort, portsSeen } from '../../model/accelerator/memory.ts';
import { type ExplainedCase, heldBy } from '../explained-case.ts';
import { movementOf, transfersThrough } from '../traffic/transfers.ts';

/** A number of the accelerator and the values to try, from the smallest change to the largest. */
export interface ChangeableNumber {
  readonly number: VariableNumber;
  readonly from: number;
  readonly candidates: readonly number[];
  /** Whether all whole numbers between two candidates are possible too. */
  readonly isContinuous: boolean;
}

/** Sizes of the memories that hold something of the layer. The cells of an in-memory-computing array belong to the array. */
export function sizes(explained: ExplainedCase): ChangeableNumber[] {
  const { memoryHierarchy, operationalArray } = explained.evaluation.accelerator;
  return memoryHierarchy.memories
    .filter((memory) => heldBy(explained, memory).length > 0)
    .filter(({ name }) => operationalArray.inMemoryComputing === undefined || name !== 'cells')
    .map((memory) => ({
      number: { kind: 'size', memory: memory.index },
      from: memory.sizeBits,
      candidates: growing(memory.sizeBits, largestUsefulSize(explained, memory), SIZE_STEP),
      isContinuous: true,
    }));
}

/** Four steps to twice the size: between two of them seldom more than one further loop fits. */
const SIZE_STEP = 2 ** 0.25;

/** Room for two copies of everything the layer has, as partial sums. */
function largestUsefulSize(explained: ExplainedCase, memory: MemoryLevel): number {
  const { layer } = explained.evaluation;
  return heldBy(explained, memory).reduce((bits, { operand }) => {
    const elements = Math.max(0, ...(explained.details.dataSizes[operand.name]?.total ?? []));
    const precision = layer.operands.find(({ name }) => name === operand.name)?.precisionBits ?? 0;
    return bits + 2 * elements * Math.max(precision, operand.isOutput ? layer.finalOutputPrecisionBits : 0);
  }, 0);
}

/** Full widths of the ports through which something of the layer moves. */
export function fullWidths(explained: ExplainedCase): ChangeableNumber[] {
  return portsInUse(explained).map(({ memory, port, bits }) => {
    const from = port.bandwidthMax;
    const most = Math.max(0, ...bits);
    // Where one transfer takes a cycle less than now, and where it takes few cycles.
    const drops = bits.flatMap((amount) => {
      const now = Math.ceil(amount / from);
      return [now - 1, ...FEW_CYCLES]
        .filter((cycles) => cycles >= 1 && cycles < now)
        .map((cycles) => Math.ceil(amount / cycles));
    });
    const candidates = [...new Set([...growing(from, most, WIDTH_STEP), ...drops])].toSorted((a, b) => a - b);
    return {
      number: { kind: 'bandwidth_max', memory: memory.index, port: port.name },
      from,
      candidates,
      isContinuous: true,
    };
  });
}

const WIDTH_STEP = 2 ** 0.5;
const FEW_CYCLES = [1, 2, 3, 4, 5, 6, 7, 8];

/** Narrowest accesses, down to one bit, in which the full width can be divided evenly. */
export function narrowestAccesses(explained: ExplainedCase): ChangeableNumber[] {
  return portsInUse(explained).map(({ memory, port }) => ({
    number: { kind: 'bandwidth_min', memory: memory.index, port: port.name },
    from: port.bandwidthMin,
    candidates: divisors(port.bandwidthMax)
      .filter((width) => width < port.bandwidthMin)
      .reverse(),
    isContinuous: false,
  }));
}

interface PortInUse {
  readonly memory: MemoryLevel;
  readonly port: MemoryPort;
  /** Bits of every transfer. */
  readonly bits: readonly number[];
}

function portsInUse(explained: ExplainedCase): PortInUse[] {
  return explained.evaluation.accelerator.memoryHierarchy.memories.flatMap((memory) =>
    portsSeen(memory, explained.evaluation.costModel).flatMap((port) => {
      const bits = transfersThrough(explained, memory, port)
        .map((transfer) => movementOf(explained, transfer, 'dataMovementInt'))
        .filter((movement) => movement.data_trans_period_count > 0)
        .map((movement) => movement.data_trans_amount_per_period * movement.data_precision);
      return bits.length === 0 ? [] : [{ memory, port, bits }];
    }),
  );
}

/** Whole numbers above `from`, each about `step` times the one before, up to `most`. */
function growing(from: number, most: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from + 1; value < most; value = Math.max(value + 1, Math.ceil(value * step))) values.push(value);
  if (most > from) values.push(Math.ceil(most));
  return values;
}
