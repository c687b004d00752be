import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import type { CompiledOperand, CompiledProblem } from '../problem/compiled-problem.ts';
import { LoopDecoupler } from '../problem/decoupling.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';

/** Reuse of each element accumulated up to each architectural level. */
export interface OperandReuse {
  /** With the unrollings below and at the level: reuse seen by the whole level. */
  readonly total: readonly number[];
  /** Reuse seen by one unit of the level. */
  readonly unit: readonly number[];
  /** Irrelevant part of each level by itself, unrollings included. */
  readonly perLevel: readonly number[];
}

export function measureReuse(
  problem: CompiledProblem,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  version: number,
  operand: CompiledOperand,
): OperandReuse {
  const perLevelTotal = irrelevantParts(problem, nest, scratch, version, operand, 0);
  return {
    total: runningProduct(perLevelTotal),
    unit: runningProduct(irrelevantParts(problem, nest, scratch, version, operand, 1)),
    perLevel: perLevelTotal,
  };
}

/**
 * Irrelevant part of the loops of every architectural level. Level j takes the temporal loops of memory level j − 1 and the
 * unrollings of interface j − `shift`: shift 0 for the whole level, 1 for one of its units.
 */
function irrelevantParts(
  problem: CompiledProblem,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  version: number,
  operand: CompiledOperand,
  shift: number,
): number[] {
  const { loopStart, loopDimension, loopFactor } = problem.versions[version];
  const decoupler = new LoopDecoupler(operand);
  decoupler.start();
  const parts: number[] = [];
  let position = 0;
  for (let level = 0; level <= operand.levelCount; level++) {
    decoupler.startLevel();
    const end = level === 0 ? 0 : scratch.boundary[operand.levelBase + level - 1];
    for (; position < end; position++) decoupler.loop(nest.dimension[position], nest.size[position]);
    if (level >= shift) {
      const at = operand.interfaceBase + level - shift;
      for (let loop = loopStart[at]; loop < loopStart[at + 1]; loop++)
        decoupler.loop(loopDimension[loop], loopFactor[loop]);
    }
    parts.push(decoupler.irrelevant);
  }
  return parts;
}

function runningProduct(parts: readonly number[]): number[] {
  let product = 1;
  return parts.map((part) => {
    product *= part;
    return product;
  });
}

/** Additions into each output element at every architectural level and above. */
export function accumulationsFrom({ perLevel }: OperandReuse): number[] {
  return perLevel.map((_, level) => perLevel.slice(level).reduce((additions, part) => additions * part, 1));
}
