import { type SpatialMapping, utilisation } from '../model/mapping/spatial-mapping.ts';
import { loopsPerLevel } from '../model/mapping/temporal-mapping.ts';

/* What differs between two mappings, and forms of them that are equal where the mappings are: order of keys, loops of size 1. */

/** A temporal mapping as `results.json` writes it. */
export interface TemporalMappingRecord {
  /** Innermost first. */
  readonly loops: readonly { readonly dimension: string; readonly size: number }[];
  /** By operand: number of loops up to each memory level. */
  readonly boundaries: Readonly<Record<string, readonly number[]>>;
  /** By operand: name of the memory of each level. */
  readonly memories: Readonly<Record<string, readonly string[]>>;
}

/** Longer lists of loops are not searched for those that moved. */
const MOST_LOOPS = 500;

/** Array dimensions and their unrollings by name, without those of one unit. */
export function comparableSpatialMapping(mapping: SpatialMapping): unknown {
  return mapping
    .filter((entry) => utilisation(entry) !== 1)
    .map(({ arrayDimension, unrollings }) => [arrayDimension, ...unrollings.map(loopText).filter(isLoop).toSorted()])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
}

/** All loops in order, and per operand, by name, the loops that every memory holds. Loops of size 1 are no loops. */
export function comparableTemporalMapping(mapping: TemporalMappingRecord): unknown {
  const levels = [...loopsHeld(mapping)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [mapping.loops.map(sizedText).filter(isLoop), levels.map(([operand, held]) => [operand, ...held.entries()])];
}

/** Which unrollings changed, a sentence per array dimension: `D1: K 16 instead of K 8, C 2`. */
export function unrollingChanges(before: SpatialMapping, after: SpatialMapping): string[] {
  const textOf = (mapping: SpatialMapping, name: string): string => {
    const entry = mapping.find(({ arrayDimension }) => arrayDimension === name);
    return listText((entry?.unrollings ?? []).map(loopText).filter(isLoop).toSorted());
  };
  return arrayDimensions(before, after).flatMap((name) => {
    const [then, now] = [textOf(before, name), textOf(after, name)];
    return then === now ? [] : [`${name} unrolls ${now} instead of ${then}`];
  });
}

/** Which loops moved, which sizes changed, and which memories hold other loops of an operand, a sentence each. */
export function loopChanges(before: TemporalMappingRecord, after: TemporalMappingRecord): string[] {
  const [then, now] = [before, after].map(({ loops }) => loops.map(sizedText).filter(isLoop));
  return [...sizeChanges(then ?? [], now ?? []), ...moves(then ?? [], now ?? []), ...levelChanges(before, after)];
}

/** Loops that only one mapping has, by dimension. */
function sizeChanges(before: readonly string[], after: readonly string[]): string[] {
  const dimensionOf = (loop: string): string => loop.slice(0, loop.lastIndexOf(' '));
  const dimensions = [...new Set([...before, ...after].map(dimensionOf))];
  return dimensions.flatMap((dimension) => {
    const of = (loops: readonly string[]): string =>
      listText(loops.filter((loop) => dimensionOf(loop) === dimension).toSorted());
    return of(before) === of(after) ? [] : [`loops over ${dimension}: ${of(after)} instead of ${of(before)}`];
  });
}

/** The fewest loops that have moved, of those that both mappings have. Positions count from 1, innermost. */
function moves(before: readonly string[], after: readonly string[]): string[] {
  if (Math.max(before.length, after.length) > MOST_LOOPS) {
    return before.join() === after.join() ? [] : ['the order of the loops changed'];
  }
  const [x, y] = [numbered(before), numbered(after)];
  const kept = new Set(longestCommonPart(x, y));
  return x.flatMap((loop, from) => {
    const to = y.indexOf(loop);
    // A loop at its old place did not move, whatever changed places around it.
    if (kept.has(loop) || to < 0 || to === from) return [];
    const way = to > from ? 'outwards' : 'inwards';
    return [`loop ${before[from]} moved ${way}: position ${from + 1} → ${to + 1}`];
  });
}

/** Equal loops get numbers, so that each can be told from the others. */
function numbered(loops: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return loops.map((loop) => {
    const count = (seen.get(loop) ?? 0) + 1;
    seen.set(loop, count);
    return `${loop} #${count}`;
  });
}

function longestCommonPart(x: readonly string[], y: readonly string[]): string[] {
  const width = y.length + 1;
  const lengths = new Uint32Array((x.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      lengths[i * width + j] = x[i] === y[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const common: string[] = [];
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    const loop = x[i];
    if (loop !== undefined && loop === y[j]) {
      common.push(loop);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return common;
}

/** Memories whose boundary moved: they hold other loops of an operand. */
function levelChanges(before: TemporalMappingRecord, after: TemporalMappingRecord): string[] {
  const [then, now] = [loopsHeld(before), loopsHeld(after)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((operand) => {
    const [a, b] = [then.get(operand), now.get(operand)];
    return [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])].flatMap((memory) => {
      const [from, to] = [a, b].map((levels) => levels?.get(memory)?.toSorted());
      if (listText(from ?? []) === listText(to ?? [])) return [];
      return [`${memory} holds ${listText(to ?? [])} of ${operand} instead of ${listText(from ?? [])}`];
    });
  });
}

/** By operand and memory: the loops that the memory holds. */
function loopsHeld({ loops, boundaries, memories }: TemporalMappingRecord): Map<string, Map<string, string[]>> {
  const levels = loopsPerLevel({ loops, boundaries: new Map(Object.entries(boundaries)) });
  return new Map(
    [...levels].map(([operand, lists]) => [
      operand,
      new Map(
        lists.map((list, level) => [
          memories[operand]?.[level] ?? `level ${level}`,
          list.map(sizedText).filter(isLoop),
        ]),
      ),
    ]),
  );
}

function arrayDimensions(...mappings: readonly SpatialMapping[]): string[] {
  return [...new Set(mappings.flatMap((mapping) => mapping.map(({ arrayDimension }) => arrayDimension)))];
}

const loopText = ({ dimension, factor }: { readonly dimension: string; readonly factor: number }): string =>
  factor === 1 ? '' : `${dimension} ${factor}`;
const sizedText = ({ dimension, size }: { readonly dimension: string; readonly size: number }): string =>
  loopText({ dimension, factor: size });
const isLoop = (text: string): boolean => text !== '';
const listText = (loops: readonly string[]): string => (loops.length === 0 ? 'nothing' : loops.join(', '));
