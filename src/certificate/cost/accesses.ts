import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { LOWER_MAIN, UPPER_MAIN } from './mapped-layer.ts';

/** How the transfers of an operand access its memories. */
interface Accesses<Access> {
  readonly memories: readonly MemoryLevel[];
  /** By `4 · memory + position`. */
  readonly accesses: readonly Access[];
}

/** The access of a transfer at an interface. */
export function accessOf<Access>({ accesses }: Accesses<Access>, level: number, position: number): Access {
  return accesses[4 * (position >= LOWER_MAIN ? level - 1 : level) + position];
}

/** Whether a memory has no port for traffic that every mapping has. */
export function lacksPort(operand: Accesses<{ readonly width: number }>): boolean {
  return operand.memories.some(
    (_, level) =>
      accessOf(operand, level, UPPER_MAIN).width === 0 ||
      (level > 0 && accessOf(operand, level, LOWER_MAIN).width === 0),
  );
}
