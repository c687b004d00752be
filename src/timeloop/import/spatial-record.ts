import type { Findings } from '../../io/text/findings.ts';
import { originOf } from '../../io/text/source-document.ts';
import type { ArrayDimension } from '../../model/accelerator/operational-array.ts';
import type { TimeloopMap } from '../map/timeloop-map.ts';
import type { NamePairs } from '../names/name-pairs.ts';
import { chooseArrayDimensions, obstacle, type SpatialLoop } from './array-dimensions.ts';
import type { LevelLoops } from './factors.ts';
import * as errors from './import-errors.ts';
import type { Bypasses } from './kept-tensors.ts';

/** The unrollings of a given mapping, by array dimension. Findings say what has no room. */
export function spatialRecord(
  map: TimeloopMap,
  loops: readonly LevelLoops[],
  dimensions: readonly ArrayDimension[],
  bypasses: Bypasses,
  axes: NamePairs,
  findings: Findings,
): [string, [string, number][]][] {
  const memoriesOf = (some: readonly LevelLoops[]) =>
    some
      .flatMap(({ level }) => level.memories)
      .filter((memory) => memory.operands.length > (bypasses.get(memory)?.size ?? 0));
  const wanted = loops.flatMap(({ level, spatial }, index) => {
    const split = level.spatial?.split;
    const listed = level.spatial?.permutation.length ?? 0;
    if (split !== undefined && split > listed && level.spatial !== undefined) {
      findings.add([errors.wrongSplit(originOf(map.document, [...level.spatial.path, 'split']), split, listed)]);
    }
    const first = index + (map.namesRepeatedLevel ? 1 : 0);
    return spatial.map(({ dimension, size, place, text, path }) => ({
      loop: {
        dimension,
        size,
        target: level.target,
        axis: place < (split ?? Number.POSITIVE_INFINITY) ? 'X' : 'Y',
        inner: memoriesOf(loops.slice(0, first)),
        outer: memoriesOf(loops.slice(first)),
      } satisfies SpatialLoop,
      text,
      path,
    }));
  });
  const chosen = chooseArrayDimensions(
    wanted.map(({ loop }) => loop),
    dimensions,
    axes,
  );
  if (chosen === undefined) {
    const stuck = wanted.find((_, index) => {
      const some = wanted.slice(0, index + 1).map(({ loop }) => loop);
      return chooseArrayDimensions(some, dimensions, axes) === undefined;
    });
    if (stuck !== undefined) {
      const reasons = dimensions.map(
        (one) => obstacle(one, stuck.loop, axes) ?? `${one.name} has ${one.size} units, too few are left`,
      );
      findings.add([errors.noRoom(originOf(map.document, stuck.path), stuck.text, stuck.loop.target, reasons)]);
    }
    return [];
  }
  return dimensions.flatMap((one): [string, [string, number][]][] => {
    const factors = new Map<string, number>();
    for (const [index, { loop }] of wanted.entries()) {
      if (chosen[index] !== one) continue;
      factors.set(loop.dimension, (factors.get(loop.dimension) ?? 1) * loop.size);
    }
    return factors.size === 0 ? [] : [[one.name, [...factors]]];
  });
}
