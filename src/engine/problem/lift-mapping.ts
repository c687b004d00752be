import {
  readableTemporalMapping,
  type TemporalLoop,
  type TemporalMapping,
} from '../../model/mapping/temporal-mapping.ts';
import { type CompiledMapping, createCompiledMapping, MAXIMUM_LOOPS } from './compiled-mapping.ts';
import type { CompiledProblem } from './compiled-problem.ts';

/** A compiled mapping as a mapping with names. */
export function liftMapping(problem: CompiledProblem, nest: CompiledMapping): TemporalMapping {
  const loops: TemporalLoop[] = [];
  for (let position = 0; position < nest.length; position++) {
    loops.push({ dimension: problem.dimensionNames[nest.dimension[position]], size: nest.size[position] });
  }
  const boundaries = new Map<string, readonly number[]>();
  for (const name of problem.layer.mapping.memoryOperandLinks.keys()) {
    const operand = problem.operands.find((candidate) => candidate.name === name);
    if (operand === undefined) continue;
    const ends: number[] = [];
    for (let level = 0; level < operand.levelCount; level++) ends.push(nest.boundary[operand.levelBase + level]);
    boundaries.set(name, ends);
  }
  return readableTemporalMapping({ loops, boundaries });
}

/**
 * A mapping with names as a compiled mapping.
 * @throws Error when a loop dimension is unknown, or the boundaries of an operand do not cut all loops into its memory levels.
 */
export function lowerMapping(problem: CompiledProblem, mapping: TemporalMapping): CompiledMapping {
  checkMapping(problem, mapping);
  const nest = createCompiledMapping(problem.levelSlotCount);
  nest.length = mapping.loops.length;
  mapping.loops.forEach(({ dimension, size }, position) => {
    nest.dimension[position] = problem.dimensionNames.indexOf(dimension);
    nest.size[position] = size;
  });
  for (const { name, levelBase } of problem.operands) nest.boundary.set(mapping.boundaries.get(name) ?? [], levelBase);
  return nest;
}

/** Mappings may come from stages of users, so their form is checked here. */
function checkMapping(
  { operands, dimensionNames, layer }: CompiledProblem,
  { loops, boundaries }: TemporalMapping,
): void {
  const where = `temporal mapping of layer ${layer.name}`;
  if (loops.length > MAXIMUM_LOOPS)
    throw new Error(`${where}: ${loops.length} loops, at most ${MAXIMUM_LOOPS} are supported`);
  for (const { dimension, size } of loops) {
    if (!dimensionNames.includes(dimension)) throw new Error(`${where}: the layer has no loop dimension ${dimension}`);
    if (!(size >= 1)) throw new Error(`${where}: loop ${dimension} has size ${size}; expected at least 1`);
  }
  for (const { name, levelCount } of operands) {
    const ends = boundaries.get(name) ?? [];
    const ascending = ends.every((end, level) => end >= (level === 0 ? 0 : ends[level - 1]));
    if (ends.length !== levelCount || !ascending || ends[levelCount - 1] !== loops.length) {
      throw new Error(
        `${where}: the boundaries [${ends.join(', ')}] of operand ${name} do not cut ${loops.length} loops into ${levelCount} memory levels`,
      );
    }
  }
}
