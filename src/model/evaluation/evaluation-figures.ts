import { DATA_DIRECTIONS, type PerDirection } from '../accelerator/data-direction.ts';
import type { PerLevel } from './evaluation-details.ts';

/** The headline figures of a mapping, as the evaluator leaves them. */
export interface HeadlineFigures {
  /** pJ. */
  readonly macEnergy: number;
  readonly memoryEnergy: number;
  readonly energyTotal: number;
  /** Cycles if every unit worked in every cycle. */
  readonly idealCycles: number;
  /** Cycles of the temporal loops without any stall. */
  readonly idealTemporalCycles: number;
  readonly onloadingCycles: number;
  readonly offloadingCycles: number;
  /** Cycles with stalls; with on-loading; with off-loading. */
  readonly latencyTotal0: number;
  readonly latencyTotal1: number;
  readonly latencyTotal2: number;
}

/** The lists of an evaluation that add up over layers, by memory level. */
interface AddedLevels {
  readonly energyPerLevel: PerLevel<number>;
  readonly energyPerDirection: PerLevel<PerDirection<number>>;
  readonly wordAccesses: PerLevel<PerDirection<number>>;
}

/** The part of the details that every run reads, for its sums and warnings, by memory level. */
export interface LevelFigures extends AddedLevels {
  /** Share of the memory that all its operands together fill. */
  readonly sharedUtilization: PerLevel<number>;
}

/** The figures of an evaluation that add up over layers. */
export interface EvaluationFigures extends HeadlineFigures, AddedLevels {
  /** Corrected cost model: the memory of every level. Sums then add memories of one name. */
  readonly memoryNames?: PerLevel<string>;
}

export const NO_FIGURES: EvaluationFigures = {
  macEnergy: 0,
  memoryEnergy: 0,
  energyTotal: 0,
  idealCycles: 0,
  idealTemporalCycles: 0,
  onloadingCycles: 0,
  offloadingCycles: 0,
  latencyTotal0: 0,
  latencyTotal1: 0,
  latencyTotal2: 0,
  energyPerLevel: {},
  energyPerDirection: {},
  wordAccesses: {},
};

export function addHeadlines(a: HeadlineFigures, b: HeadlineFigures): HeadlineFigures {
  return {
    macEnergy: a.macEnergy + b.macEnergy,
    memoryEnergy: a.memoryEnergy + b.memoryEnergy,
    energyTotal: a.energyTotal + b.energyTotal,
    idealCycles: a.idealCycles + b.idealCycles,
    idealTemporalCycles: a.idealTemporalCycles + b.idealTemporalCycles,
    onloadingCycles: a.onloadingCycles + b.onloadingCycles,
    offloadingCycles: a.offloadingCycles + b.offloadingCycles,
    latencyTotal0: a.latencyTotal0 + b.latencyTotal0,
    latencyTotal1: a.latencyTotal1 + b.latencyTotal1,
    latencyTotal2: a.latencyTotal2 + b.latencyTotal2,
  };
}

/**
 * Sums two results. Lists add by level index, innermost first, whatever the memories there are called (parity quirk C11,
 * docs/parity-quirks.md). With the corrected cost model they add by memory, in the order of first appearance.
 */
export function addFigures(a: EvaluationFigures, b: EvaluationFigures): EvaluationFigures {
  const names = a.memoryNames === undefined && b.memoryNames === undefined ? undefined : joinedNames(a, b);
  const placed = names === undefined ? b : onLevelsOf(b, names);
  const first = names === undefined ? a : onLevelsOf(a, names);
  return {
    ...addHeadlines(a, b),
    energyPerLevel: addLevels(first.energyPerLevel, placed.energyPerLevel, (x, y) => x + y),
    energyPerDirection: addLevels(first.energyPerDirection, placed.energyPerDirection, addDirections),
    wordAccesses: addLevels(first.wordAccesses, placed.wordAccesses, addDirections),
    ...(names === undefined ? {} : { memoryNames: names }),
  };
}

/** The memories of both, by operand. */
function joinedNames({ memoryNames: a = {} }: EvaluationFigures, { memoryNames: b = {} }: EvaluationFigures) {
  const operands = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    operands.map((operand) => [operand, [...new Set([...(a[operand] ?? []), ...(b[operand] ?? [])])]]),
  );
}

/** The lists with one entry per memory of `names`. Lists without names, and operands that have none, stay as they are. */
function onLevelsOf({ memoryNames, ...lists }: EvaluationFigures, names: PerLevel<string>): AddedLevels {
  const place = <T>(levels: PerLevel<T>, nothing: T): PerLevel<T> =>
    Object.fromEntries(
      Object.entries(levels).map(([operand, list]) => {
        const own = memoryNames?.[operand];
        const placed = own && names[operand]?.map((name) => list[own.indexOf(name)] ?? nothing);
        return [operand, placed ?? list];
      }),
    );
  const noDirections = perDirection(() => 0);
  return {
    energyPerLevel: place(lists.energyPerLevel, 0),
    energyPerDirection: place(lists.energyPerDirection, noDirections),
    wordAccesses: place(lists.wordAccesses, noDirections),
  };
}

/** The figures of `times` equal layers. */
export function scaleFigures(figures: EvaluationFigures, times: number): EvaluationFigures {
  const scale = (value: number): number => value * times;
  return {
    macEnergy: scale(figures.macEnergy),
    memoryEnergy: scale(figures.memoryEnergy),
    energyTotal: scale(figures.energyTotal),
    idealCycles: scale(figures.idealCycles),
    idealTemporalCycles: scale(figures.idealTemporalCycles),
    onloadingCycles: scale(figures.onloadingCycles),
    offloadingCycles: scale(figures.offloadingCycles),
    latencyTotal0: scale(figures.latencyTotal0),
    latencyTotal1: scale(figures.latencyTotal1),
    latencyTotal2: scale(figures.latencyTotal2),
    energyPerLevel: mapLevels(figures.energyPerLevel, scale),
    energyPerDirection: mapLevels(figures.energyPerDirection, (value) => mapDirections(value, scale)),
    wordAccesses: mapLevels(figures.wordAccesses, (value) => mapDirections(value, scale)),
    ...(figures.memoryNames === undefined ? {} : { memoryNames: figures.memoryNames }),
  };
}

/** A value for every direction. */
export function perDirection<T>(value: (code: number) => T): PerDirection<T> {
  return {
    rd_out_to_low: value(0),
    wr_in_by_low: value(1),
    rd_out_to_high: value(2),
    wr_in_by_high: value(3),
  };
}

function mapDirections<T>(values: PerDirection<T>, change: (value: T) => T): PerDirection<T> {
  return perDirection((code) => change(values[DATA_DIRECTIONS[code] ?? 'rd_out_to_low']));
}

export function addDirections(a: PerDirection<number>, b: PerDirection<number>): PerDirection<number> {
  return {
    rd_out_to_low: a.rd_out_to_low + b.rd_out_to_low,
    wr_in_by_low: a.wr_in_by_low + b.wr_in_by_low,
    rd_out_to_high: a.rd_out_to_high + b.rd_out_to_high,
    wr_in_by_high: a.wr_in_by_high + b.wr_in_by_high,
  };
}

function mapLevels<T>(levels: PerLevel<T>, change: (value: T) => T): PerLevel<T> {
  return Object.fromEntries(Object.entries(levels).map(([operand, list]) => [operand, list.map(change)]));
}

/** Adds lists level by level; the tail of the longer list, and operands that only one side has, are copied. */
function addLevels<T>(a: PerLevel<T>, b: PerLevel<T>, add: (x: T, y: T) => T): PerLevel<T> {
  const operands = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...operands].map((operand) => {
      const [listA, listB] = [a[operand] ?? [], b[operand] ?? []];
      const [longer, shorter] = listA.length >= listB.length ? [listA, listB] : [listB, listA];
      return [
        operand,
        longer.map((value, level) => {
          const other = shorter[level];
          return other === undefined ? value : add(value, other);
        }),
      ];
    }),
  );
}
