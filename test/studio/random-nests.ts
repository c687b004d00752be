import * as fc from 'fast-check';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import type { SpatialMapping } from '../../src/model/mapping/spatial-mapping.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { primeLoops } from '../../src/search/allocation/allocate-order.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../src/search/spatial/generate-spatial-mappings.ts';
import { joinLoops, moveBorder, moveLoop, type Nest, splitLoop } from '../../studio/nest/moves.ts';
import { anyLayers } from '../properties/random-mappings.ts';
import { exampleAccelerator } from '../support.ts';

const NAMES = ['tpu_like', 'edge_tpu_like', 'meta_prototype', 'eyeriss_like', 'ascend_like'];
const accelerators = await Promise.all(NAMES.map((name) => exampleAccelerator(name)));

/** A layer on an accelerator, with a nest of all its loops, which need not fit. */
export interface DrawnNest {
  readonly problem: CompiledProblem;
  readonly nest: Nest;
}

export const drawnNests: fc.Arbitrary<DrawnNest> = fc
  .tuple(anyLayers, fc.constantFrom(...accelerators))
  .map(([layer, accelerator]) => {
    const first = generateFirst(layer, accelerator);
    const mapping = first.done === true ? [] : first.value;
    return compileProblem(layer, accelerator, convertSpatialMapping(layer, accelerator, mapping));
  })
  .chain((problem) =>
    fc
      .tuple(
        fc.shuffledSubarray(primeLoops(problem), { minLength: primeLoops(problem).length }),
        fc.array(fc.nat({ max: 40 }), { minLength: 24, maxLength: 24 }),
      )
      .map(([loops, cuts]) => ({ problem, nest: { loops, boundaries: boundariesOf(problem, loops.length, cuts) } })),
  );

function generateFirst(layer: Layer, accelerator: Accelerator): IteratorResult<SpatialMapping, unknown> {
  const one = { nbMappingsGenerated: 1, enableMixSpatialMappingGeneration: false };
  return generateSpatialMappings(layer, accelerator, one)[Symbol.iterator]().next();
}

function boundariesOf({ operands }: CompiledProblem, count: number, cuts: readonly number[]): Nest['boundaries'] {
  return new Map(
    operands.map(({ name, levelCount, levelBase }) => {
      const inner = Array.from({ length: levelCount - 1 }, (_, level) => (cuts[levelBase + level] ?? 0) % (count + 1));
      return [name, [...inner.toSorted((a, b) => a - b), count]];
    }),
  );
}

/** Any change that the view can make. Numbers are taken modulo what there is. */
export interface AnyMove {
  readonly kind: 'move' | 'border' | 'split' | 'join';
  readonly a: number;
  readonly b: number;
  readonly isInner: boolean;
}

export const anyMoves: fc.Arbitrary<readonly AnyMove[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('move', 'border', 'split', 'join'),
    a: fc.nat({ max: 60 }),
    b: fc.nat({ max: 60 }),
    isInner: fc.boolean(),
  }),
  { maxLength: 12 },
);

export function moved(nest: Nest, { kind, a, b, isInner }: AnyMove): Nest {
  const count = nest.loops.length;
  const from = a % count;
  switch (kind) {
    case 'move':
      return moveLoop(nest, from, { at: b % count, side: isInner ? 'inner' : 'outer' });
    case 'border': {
      const operands = [...nest.boundaries.keys()];
      const operand = operands[a % operands.length] ?? '';
      const levels = nest.boundaries.get(operand)?.length ?? 1;
      return moveBorder(nest, operand, b % levels, (a + b) % (count + 1));
    }
    case 'split':
      return splitLoop(nest, from, 2 + (b % 6));
    case 'join':
      return joinLoops(nest, from, b % count);
  }
}
