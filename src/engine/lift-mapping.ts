import type { TemporalMapping } from '../model/temporal-mapping.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { createLoopNest, type LoopNest } from './loop-nest.ts';

/** A loop nest of the engine as a mapping with names. */
export function liftNest(problem: CompiledProblem, nest: LoopNest): TemporalMapping {
  const loops = Array.from({ length: nest.length }, (_, position) => ({
    dimension: problem.dimensionNames[nest.dimension[position]],
    size: nest.size[position],
  }));
  const boundaries = new Map(
    [...problem.layer.mapping.memoryOperandLinks.keys()].flatMap((name) => {
      const operand = problem.operands.find((candidate) => candidate.name === name);
      if (operand === undefined) return [];
      const { levelBase, levelCount } = operand;
      return [[name, Array.from(nest.boundary.subarray(levelBase, levelBase + levelCount))] as const];
    }),
  );
  return { loops, boundaries };
}

/** A mapping with names as a loop nest of the engine. */
export function lowerMapping(problem: CompiledProblem, mapping: TemporalMapping): LoopNest {
  const nest = createLoopNest(problem.levelSlotCount);
  nest.length = mapping.loops.length;
  mapping.loops.forEach(({ dimension, size }, position) => {
    nest.dimension[position] = problem.dimensionNames.indexOf(dimension);
    nest.size[position] = size;
  });
  for (const { name, levelBase } of problem.operands) nest.boundary.set(mapping.boundaries.get(name) ?? [], levelBase);
  return nest;
}
