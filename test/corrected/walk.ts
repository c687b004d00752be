import type { RandomCase } from './random-case.ts';

/*
 * Counts what a mapping moves by walking every iteration of the layer with sets. It knows where a digit of an index stands and what
 * resides where, and no formula of the cost model.
 */

/** A digit of an index: of an unrolling (with its interface) or of a temporal loop (with its position). */
interface Digit {
  readonly isUnrolling: boolean;
  readonly place: number;
  readonly size: number;
}

/** What one direction moves: elements per transfer. */
export interface Moved {
  readonly elements: number;
  readonly transfers: number;
  /** Elements of each transfer. */
  readonly sizes: readonly number[];
}

export interface WalkedInterface {
  readonly up: { readonly lower: Moved; readonly upper: Moved };
  /** Output only: what is read back. */
  readonly back: { readonly lower: Moved; readonly upper: Moved };
  readonly isUnfinished: { readonly lower: boolean; readonly upper: boolean };
}

/** Walks one operand of a case. Interfaces are listed from the array to below the top memory. */
export class OperandWalk {
  private readonly given: RandomCase;
  private readonly operand: string;
  private readonly chain: readonly string[];
  private readonly isOutput: boolean;
  private readonly digits: readonly (readonly Digit[])[];
  /** Element that each iteration touches, numbered from 0. */
  private readonly elements: Int32Array;
  /** Value of each loop at each iteration: entry `loop · iterations + iteration`. */
  private readonly loopValues: Int32Array;
  /** Unit of each level that an iteration runs on: entry `level · iterations + iteration`. */
  private readonly units: Int32Array;
  /** Iterations, and units of the array. */
  private readonly count: number;
  private readonly unitCount: number;
  /** Elements that the layer touches. */
  readonly distinct: number;

  constructor(given: RandomCase, operand: string) {
    this.given = given;
    this.operand = operand;
    this.isOutput = operand === 'O';
    const link = given.links[operand] ?? '';
    this.chain = Object.entries(given.accelerator.memories).flatMap(([name, { operands }]) =>
      operands.includes(link) ? [name] : [],
    );
    this.digits = given.layer.dims.map(([name]) => this.digitsOf(name));
    this.count = given.layer.dims.reduce((all, [, size]) => all * size, 1);
    this.unitCount = given.spatial.flatMap(([, list]) => list).reduce((all, [, units]) => all * units, 1);
    this.elements = new Int32Array(this.count);
    this.loopValues = new Int32Array(given.temporal.loops.length * this.count);
    this.units = new Int32Array((this.chain.length + 2) * this.count);
    this.distinct = this.walk();
  }

  /** Names of the memories of the operand, innermost first. */
  get memories(): readonly string[] {
    return this.chain;
  }

  /** Elements of the fullest copy of the memory at a level. */
  largestContent(level: number): number {
    return Math.max(...this.tiles(this.closed(this.boundary(level)), level + 1).sizes);
  }

  interfaces(atPins: number): WalkedInterface[] {
    return this.chain.map((_, a) => this.interfaceAt(a, a === 0 ? atPins : this.closed(this.boundary(a - 1))));
  }

  /** Where the leading loops end that never change the element. */
  get leadingLoops(): number {
    return this.closed(0);
  }

  /** Elements that all units below the innermost memory take in the fullest cycle. */
  get atPins(): number {
    return Math.max(...this.tiles(0, 1).sizes);
  }

  private interfaceAt(a: number, cut: number): WalkedInterface {
    const lower = this.tiles(cut, a);
    const upper = this.tiles(cut, a + 1);
    return {
      up: { lower, upper },
      back: this.isOutput ? this.readBack(cut, a) : { lower: NOTHING, upper: NOTHING },
      // An element that several transfers bring up is not finished in each of them.
      isUnfinished: { lower: lower.elements > this.distinct, upper: upper.elements > this.distinct },
    };
  }

  /** Elements that the same upper unit received in an earlier period; one of the lower units takes each. */
  private readBack(cut: number, a: number): { lower: Moved; upper: Moved } {
    const periods = this.periods(cut);
    const upperUnits = this.unitsAt(a + 1);
    const lowerUnits = this.unitsAt(a);
    const firstPeriod = new Map<number, number>();
    const firstUnit = new Map<number, number>();
    const elementAt = (at: number): number => (upperUnits[at] ?? 0) * this.distinct + (this.elements[at] ?? 0);
    const inPeriod = (at: number): number => (periods[at] ?? 0) * this.unitCount * this.distinct + elementAt(at);
    for (let at = 0; at < this.count; at++) {
      lower(firstPeriod, elementAt(at), periods[at] ?? 0);
      lower(firstUnit, inPeriod(at), lowerUnits[at] ?? 0);
    }
    const taken = new Set<number>();
    const upperTiles = new Map<number, number>();
    const lowerTiles = new Map<number, number>();
    for (let at = 0; at < this.count; at++) {
      const key = inPeriod(at);
      const period = periods[at] ?? 0;
      if ((firstPeriod.get(elementAt(at)) ?? 0) === period || taken.has(key)) continue;
      taken.add(key);
      add(upperTiles, period * this.unitCount + (upperUnits[at] ?? 0));
      add(lowerTiles, period * this.unitCount + (firstUnit.get(key) ?? 0));
    }
    return { lower: moved(lowerTiles), upper: moved(upperTiles) };
  }

  /** What each unit of a level touches in each period. */
  private tiles(cut: number, level: number): Moved {
    const periods = this.periods(cut);
    const units = this.unitsAt(level);
    const known = new Set<number>();
    const tiles = new Map<number, number>();
    for (let at = 0; at < this.count; at++) {
      const tile = (periods[at] ?? 0) * this.unitCount + (units[at] ?? 0);
      const before = known.size;
      if (known.add(tile * this.distinct + (this.elements[at] ?? 0)).size > before) add(tiles, tile);
    }
    return moved(tiles);
  }

  /** Period of each iteration: the values of all loops above a cut. */
  private periods(cut: number): Int32Array {
    const periods = new Int32Array(this.count);
    const { loops } = this.given.temporal;
    for (let loop = loops.length - 1; loop >= cut; loop--) {
      const size = loops[loop]?.[1] ?? 1;
      for (let at = 0; at < this.count; at++) {
        periods[at] = (periods[at] ?? 0) * size + (this.loopValues[loop * this.count + at] ?? 0);
      }
    }
    return periods;
  }

  private unitsAt(level: number): Int32Array {
    return this.units.subarray(level * this.count, (level + 1) * this.count);
  }

  private closed(start: number): number {
    const { loops } = this.given.temporal;
    const { relations, operands } = this.given.layer;
    const indices = operands[this.operand] ?? [];
    const touched = relations.flatMap(({ t, A, B }) => (indices.includes(t) ? [A, B] : []));
    let end = start;
    while (end < loops.length && ![...indices, ...touched].includes(loops[end]?.[0] ?? '')) end++;
    return end;
  }

  private boundary(level: number): number {
    return this.given.temporal.boundaries[this.operand]?.[level] ?? 0;
  }

  private levelOf(array: string): number {
    const { memories } = this.given.accelerator;
    const level = this.chain.findIndex((name) => memories[name]?.served_dimensions.includes(array) === true);
    return level < 0 ? this.chain.length : level;
  }

  private digitsOf(dimension: string): Digit[] {
    const { spatial, temporal, layer } = this.given;
    const units = spatial.flatMap(([array, list]) =>
      list.flatMap(([d, size]): Digit[] =>
        d === dimension ? [{ isUnrolling: true, place: this.levelOf(array), size }] : [],
      ),
    );
    const loops = temporal.loops.flatMap(([d, size], place): Digit[] =>
      d === dimension ? [{ isUnrolling: false, place, size }] : [],
    );
    const slides = layer.relations.some(
      ({ t, A, B }) => layer.operands[this.operand]?.includes(t) === true && [A, B].includes(dimension),
    );
    if (!slides) return [...units, ...loops];
    const byLevel = this.chain.flatMap((_, level) => [
      ...units.filter(({ place }) => place === level),
      ...loops.filter(
        ({ place }) => place < this.boundary(level) && (level === 0 || place >= this.boundary(level - 1)),
      ),
    ]);
    return [...byLevel, ...units.filter(({ place }) => place === this.chain.length)];
  }

  /** Visits every iteration, and returns how many elements they touch. */
  private walk(): number {
    const { dims } = this.given.layer;
    const index = dims.map(() => 0);
    const numbers = new Map<number, number>();
    const coefficients = this.coefficients();
    for (let at = 0; at < this.count; at++) {
      let element = 0;
      for (const list of coefficients) {
        let position = 0;
        for (let d = 0; d < list.length; d++) position += (list[d] ?? 0) * (index[d] ?? 0);
        element = element * MOST_POSITIONS + position;
      }
      const number = numbers.get(element) ?? numbers.size;
      numbers.set(element, number);
      this.elements[at] = number;
      this.place(index, at);
      for (let d = dims.length - 1; d >= 0; d--) {
        const next = (index[d] ?? 0) + 1;
        index[d] = next === dims[d]?.[1] ? 0 : next;
        if (index[d] !== 0) break;
      }
    }
    return numbers.size;
  }

  /** Writes down the loop values and the units of an iteration. */
  private place(index: readonly number[], at: number): void {
    for (const [dimension, value] of index.entries()) {
      let rest = value;
      for (const { isUnrolling, place, size } of this.digits[dimension] ?? []) {
        const digit = rest % size;
        rest = Math.floor(rest / size);
        if (!isUnrolling) {
          this.loopValues[place * this.count + at] = digit;
          continue;
        }
        // A unit of a level has the unrollings at and above the level as its number.
        for (let level = 0; level <= place; level++) {
          const slot = level * this.count + at;
          this.units[slot] = (this.units[slot] ?? 0) * size + digit;
        }
      }
      if (rest > 0) throw new Error(`the loops of ${this.given.layer.dims[dimension]?.[0]} are too few`);
    }
  }

  /** Coefficients of the loop dimensions, for each index of the operand. */
  private coefficients(): number[][] {
    const { operands, relations, dims } = this.given.layer;
    return (operands[this.operand] ?? []).map((name) => {
      const relation = relations.find(({ t }) => t === name);
      return dims.map(([d]) => {
        if (relation === undefined) return d === name ? 1 : 0;
        return (d === relation.A ? relation.sa : 0) + (d === relation.B ? relation.sb : 0);
      });
    });
  }
}

/** More than any index of a small layer has. */
const MOST_POSITIONS = 1000;

const NOTHING: Moved = { elements: 0, transfers: 0, sizes: [] };

function add(tiles: Map<number, number>, tile: number): void {
  tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
}

function lower(least: Map<number, number>, key: number, value: number): void {
  const known = least.get(key);
  if (known === undefined || value < known) least.set(key, value);
}

function moved(tiles: ReadonlyMap<number, number>): Moved {
  const sizes = [...tiles.values()];
  return { elements: sizes.reduce((sum, size) => sum + size, 0), transfers: sizes.length, sizes };
}
