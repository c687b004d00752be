import type { Findings } from '../../io/text/findings.ts';
import { originOf } from '../../io/text/source-document.ts';
import type { MemoryLevel, MemoryOperand } from '../../model/accelerator/memory.ts';
import type { MemoryHierarchy } from '../../model/accelerator/memory-hierarchy.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type { TimeloopMap } from '../map/timeloop-map.ts';
import type { NamePairs } from '../names/name-pairs.ts';
import * as errors from './import-errors.ts';
import type { ImportedLevel, ImportedLevels } from './levels.ts';

/** Memory operands that a map keeps out of memories which could hold them. */
export type Bypasses = ReadonlyMap<MemoryLevel, ReadonlySet<MemoryOperand>>;

/**
 * What of the accelerator the map does not use. Here the accelerator decides what a memory holds, so a bypass becomes an operand fewer in
 * the memory. The opposite, a level that keeps what its memories have no ports for, is a loss.
 */
export function bypassesOf(
  map: TimeloopMap,
  { nested, loopless }: ImportedLevels,
  layer: Layer,
  { memories }: MemoryHierarchy,
  tensors: NamePairs,
  findings: Findings,
): Bypasses {
  const bypasses = new Map<MemoryLevel, Set<MemoryOperand>>();
  const nameOf = (operand: string) => [...tensors].find(([, here]) => here === operand)?.[0] ?? operand;
  for (const level of [...nested, ...loopless]) {
    const storage = map.storage.find(({ target }) => target === level.target);
    const { bypass = [], keep = [], path } = storage ?? {};
    const at = originOf(map.document, path ?? level.temporal?.path ?? level.spatial?.path ?? []);
    const passing = new Set(bypass.map((name) => tensors.get(name)));
    const isEmpty = layer.operands.every(({ name }) => passing.has(name));
    if (level.memories.length === 0) {
      if (isEmpty || isFanOut(map, level)) continue;
      findings.add([
        errors.unknownLevel(
          at,
          level.target,
          memories.map(({ name }) => name),
        ),
      ]);
      continue;
    }
    for (const [operand, memoryOperand] of layer.mapping.memoryOperandLinks) {
      const holding = level.memories.filter((memory) => memory.operands.includes(memoryOperand));
      if (!passing.has(operand)) {
        if (holding.length > 0) continue;
        const place = keep.findIndex((name) => tensors.get(name) === operand);
        const where = place < 0 || path === undefined ? at : originOf(map.document, [...path, 'keep', place]);
        findings.add([
          errors.cannotHold(
            where,
            level.target,
            nameOf(operand),
            level.memories.map(({ name }) => name),
          ),
        ]);
        continue;
      }
      for (const memory of holding) {
        bypasses.set(memory, (bypasses.get(memory) ?? new Set()).add(memoryOperand));
        findings.add([errors.leftOutOfMemory(at, level.target, nameOf(operand), memory.name)]);
      }
    }
  }
  return bypasses;
}

/** The Python front end unrolls loops over containers, which are no memories. */
function isFanOut({ namesRepeatedLevel, storage }: TimeloopMap, { target, temporal }: ImportedLevel): boolean {
  const isIdle = temporal === undefined || temporal.factors.every(({ size }) => size === 1);
  return namesRepeatedLevel && isIdle && !storage.some((one) => one.target === target);
}
