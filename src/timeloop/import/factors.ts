import type { Findings } from '../../io/text/findings.ts';
import { type DocumentPath, originOf } from '../../io/text/source-document.ts';
import { type Layer, loopSize } from '../../model/workload/layer.ts';
import type { TimeloopMap, TimeloopNest } from '../map/timeloop-map.ts';
import type { NamePairs } from '../names/name-pairs.ts';
import * as errors from './import-errors.ts';
import type { ImportedLevel } from './levels.ts';

/** A loop of a map, with the names of the layer. */
export interface ImportedLoop {
  readonly dimension: string;
  readonly size: number;
  readonly lastSize: number;
  /** `M=8` or `M=8,3`, as in the map. */
  readonly text: string;
  /** Where it is in its permutation. */
  readonly place: number;
  readonly path: DocumentPath;
}

/** The loops of a nest that have more than one iteration, innermost first. */
export function loopsOf(
  nest: TimeloopNest | undefined,
  { document }: TimeloopMap,
  dimensions: NamePairs,
  layer: Layer,
  findings: Findings,
): ImportedLoop[] {
  if (nest === undefined) return [];
  const loops = nest.factors.flatMap((factor): ImportedLoop[] => {
    const dimension = dimensions.get(factor.dimension);
    if (dimension === undefined) return [];
    const isWhole = factor.size === 0;
    const size = isWhole ? loopSize(layer, dimension) : factor.size;
    const lastSize = isWhole ? size : factor.lastSize;
    if (size === 1) return [];
    const listed = nest.permutation.indexOf(factor.dimension);
    const place = listed < 0 ? nest.permutation.length : listed;
    const text = `${factor.dimension}=${size}${lastSize === size ? '' : `,${lastSize}`}`;
    return [{ dimension, size, lastSize, text, place, path: nest.path }];
  });
  const unordered = loops.filter(({ place }) => place === nest.permutation.length).map(({ text }) => text);
  if (nest.type === 'temporal' && unordered.length > 1) {
    findings.add([errors.unorderedLoops(originOf(document, nest.path), nest.target, unordered)]);
  }
  return loops.toSorted((a, b) => a.place - b.place);
}

/** A level's loops, as far as they run more than once. */
export interface LevelLoops {
  readonly level: ImportedLevel;
  readonly temporal: readonly ImportedLoop[];
  readonly spatial: readonly ImportedLoop[];
}

/**
 * Whether the factors make the sizes of the layer, and smaller last rounds can be said: here only the last round of an unrolling is
 * smaller, and its units are next to each other.
 * @param nest all loops, innermost first, with `isSpatial`.
 */
export function checkFactors(
  nest: readonly (ImportedLoop & { readonly isSpatial: boolean })[],
  map: TimeloopMap,
  dimensions: NamePairs,
  layer: Layer,
  findings: Findings,
): void {
  const at = originOf(map.document, ['mapping']);
  for (const { name, size } of layer.dimensions) {
    const loops = nest.filter(({ dimension }) => dimension === name);
    const iterations = loops.reduceRight((sum, loop) => sum * loop.size + loop.lastSize - 1, 0) + 1;
    const there = [...dimensions].filter(([, here]) => here === name).map(([written]) => written);
    if (there.length > 1) findings.add([errors.sharedDimension(at, name, there)]);
    else if (iterations !== size) {
      const factors = loops.map(({ text }) => text).join(', ') || 'none above 1';
      findings.add([errors.wrongProduct(at, there[0] ?? name, name, factors, iterations, size)]);
    }
    for (const [index, loop] of loops.entries()) {
      if (loop.size === loop.lastSize || (loop.isSpatial && index === 0)) continue;
      const reason = loop.isSpatial ? `${loops[0]?.text ?? ''} runs further inside` : 'it is temporal';
      findings.add([errors.inexpressibleRemainder(originOf(map.document, loop.path), loop.text, reason)]);
    }
  }
}

/** Dimensions of the map that the layer lacks. Without iterations they do no harm. */
export function checkDimensions(map: TimeloopMap, dimensions: NamePairs, layer: Layer, findings: Findings): void {
  const known = layer.dimensions.map(({ name }) => name);
  for (const { factors, path } of map.nests) {
    const stray = factors.find(({ dimension, size }) => size !== 1 && !dimensions.has(dimension));
    if (stray !== undefined) {
      findings.add([errors.unknownDimension(originOf(map.document, [...path, 'factors']), stray.dimension, known)]);
    }
  }
}
