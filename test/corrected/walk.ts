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

type Index = ReadonlyMap<string, number>;

/** Walks one operand of a case. Interfaces are listed from the array to below the top memory. */
export class OperandWalk {
  private readonly given: RandomCase;
  private readonly operand: string;
  private readonly chain: readonly string[];
  private readonly digits: ReadonlyMap<string, readonly Digit[]>;
  private readonly iterations: readonly { readonly element: string; readonly at: Index }[];
  private readonly isOutput: boolean;

  constructor(given: RandomCase, operand: string) {
    this.given = given;
    this.operand = operand;
    this.isOutput = operand === 'O';
    const link = given.links[operand] ?? '';
    this.chain = Object.entries(given.accelerator.memories).flatMap(([name, { operands }]) =>
      operands.includes(link) ? [name] : [],
    );
    this.digits = new Map(given.layer.dims.map(([name]) => [name, this.digitsOf(name)]));
    this.iterations = this.all(0, new Map()).map((index) => ({
      element: this.elementOf(index),
      at: this.placesOf(index),
    }));
  }

  get distinct(): number {
    return new Set(this.iterations.map(({ element }) => element)).size;
  }

  /** Elements of the fullest copy of the memory at a level. */
  largestContent(level: number): number {
    const cut = this.closed(this.boundary(level));
    return Math.max(...[...this.tiles(cut, level + 1).values()].map(({ size }) => size));
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
    return Math.max(...[...this.tiles(0, 1).values()].map(({ size }) => size));
  }

  private interfaceAt(a: number, cut: number): WalkedInterface {
    const lower = this.tiles(cut, a);
    const upper = this.tiles(cut, a + 1);
    return {
      up: { lower: moved(lower), upper: moved(upper) },
      back: this.isOutput ? this.readBack(cut, a) : { lower: NOTHING, upper: NOTHING },
      isUnfinished: { lower: this.isUnfinished(lower), upper: this.isUnfinished(upper) },
    };
  }

  /** An element that several transfers bring up is not finished in each of them. */
  private isUnfinished(tiles: ReadonlyMap<string, ReadonlySet<string>>): boolean {
    const all = [...tiles.values()].reduce((sum, { size }) => sum + size, 0);
    return all > this.distinct;
  }

  /** Elements that the same upper unit received in an earlier period; one of the lower units takes each. */
  private readBack(cut: number, a: number): { lower: Moved; upper: Moved } {
    const seen = new Set<string>();
    const upper = new Map<string, Set<string>>();
    const lower = new Map<string, Set<string>>();
    const periods = new Map<number, { element: string; at: Index }[]>();
    for (const iteration of this.iterations) {
      const period = this.periodOf(iteration.at, cut);
      periods.set(period, [...(periods.get(period) ?? []), iteration]);
    }
    for (const [period, inside] of [...periods].toSorted(([x], [y]) => x - y)) {
      const taken = new Set<string>();
      for (const { element, at } of inside) {
        const unit = this.unitOf(at, a + 1);
        const key = `${unit} ${element}`;
        if (!seen.has(key) || taken.has(key)) continue;
        taken.add(key);
        addTo(upper, `${period} ${unit}`, element);
        addTo(lower, `${period} ${this.firstUnit(inside, element, unit, a)}`, element);
      }
      for (const { element, at } of inside) seen.add(`${this.unitOf(at, a + 1)} ${element}`);
    }
    return { lower: moved(lower), upper: moved(upper) };
  }

  private firstUnit(inside: typeof this.iterations, element: string, unit: string, a: number): string {
    const units = inside.flatMap(({ element: other, at }) =>
      other === element && this.unitOf(at, a + 1) === unit ? [this.unitOf(at, a)] : [],
    );
    return units.toSorted()[0] ?? '';
  }

  /** What each unit of a level touches in each period. */
  private tiles(cut: number, level: number): Map<string, Set<string>> {
    const tiles = new Map<string, Set<string>>();
    for (const { element, at } of this.iterations) {
      addTo(tiles, `${this.periodOf(at, cut)} ${this.unitOf(at, level)}`, element);
    }
    return tiles;
  }

  private periodOf(at: Index, cut: number): number {
    let period = 0;
    for (let position = this.given.temporal.loops.length - 1; position >= cut; position--) {
      period = period * (this.given.temporal.loops[position]?.[1] ?? 1) + (at.get(`loop ${position}`) ?? 0);
    }
    return period;
  }

  private unitOf(at: Index, level: number): string {
    return [...at]
      .flatMap(([key, value]) => {
        const [, place] = /^unit (\d+) /.exec(key) ?? [];
        return place !== undefined && Number(place) >= level ? [`${key}=${value}`] : [];
      })
      .join(',');
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

  private all(dimension: number, index: Index): Index[] {
    const [name, size] = this.given.layer.dims[dimension] ?? [];
    if (name === undefined || size === undefined) return [index];
    return Array.from({ length: size }, (_, value) =>
      this.all(dimension + 1, new Map([...index, [name, value]])),
    ).flat();
  }

  private placesOf(index: Index): Index {
    const places = new Map<string, number>();
    for (const [dimension, value] of index) {
      let rest = value;
      for (const [order, { isUnrolling, place, size }] of (this.digits.get(dimension) ?? []).entries()) {
        places.set(isUnrolling ? `unit ${place} ${dimension} ${order}` : `loop ${place}`, rest % size);
        rest = Math.floor(rest / size);
      }
      if (rest > 0) throw new Error(`the loops of ${dimension} are too few`);
    }
    return places;
  }

  private elementOf(index: Index): string {
    const { operands, relations } = this.given.layer;
    const indexOf = (name: string): number => index.get(name) ?? 0;
    return (operands[this.operand] ?? [])
      .map((name) => {
        const relation = relations.find(({ t }) => t === name);
        return relation === undefined
          ? indexOf(name)
          : relation.sa * indexOf(relation.A) + relation.sb * indexOf(relation.B);
      })
      .join(' ');
  }
}

const NOTHING: Moved = { elements: 0, transfers: 0, sizes: [] };

function addTo(map: Map<string, Set<string>>, key: string, element: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([element]));
  else known.add(element);
}

function moved(tiles: ReadonlyMap<string, ReadonlySet<string>>): Moved {
  const sizes = [...tiles.values()].map(({ size }) => size);
  return { elements: sizes.reduce((sum, size) => sum + size, 0), transfers: sizes.length, sizes };
}
