import { paretoFront } from '../../../src/base/pareto.ts';
import { countTo, type Problem } from './support.ts';

/*
 * Standard problems of evolutionary multi-objective optimization on grids: ZDT1 to ZDT3 (E. Zitzler, K. Deb and L. Thiele, 2000), DTLZ2
 * (K. Deb, L. Thiele, M. Laumanns and E. Zitzler, 2002), and with limits BNH (T. T. Binh and U. Korn, 1997) and SRN (N. Srinivas and
 * K. Deb, 1994).
 */

type Vector = readonly number[];

export interface StandardProblem {
  readonly problem: Problem;
  /** Objectives of the true front, of the designs on the grid. */
  readonly front: () => readonly Vector[];
  /** Below it hypervolumes are measured. */
  readonly reference: Vector;
  readonly population: number;
  readonly generations: number;
  /** Least share of the true front's hypervolume. */
  readonly share: number;
  /** Of the share that random samples of the same number miss, the most that may be missed. */
  readonly missed: number;
}

const sum = (values: Vector): number => values.reduce((total, value) => total + value, 0);
const unit = (positions: Vector, length: number): Vector => positions.map((position) => position / (length - 1));

/** Seven variables of 129 values, of which the first one moves along the front. */
function zdt(second: (first: number, g: number) => number): Problem {
  const lengths = countTo(7).map(() => 129);
  return {
    lengths,
    objectives: (_, positions) => {
      const [first = 0, ...others] = unit(positions, 129);
      const g = 1 + (9 * sum(others)) / others.length;
      return [first, g * second(first, g)];
    },
  };
}

function zdtFront({ objectives }: Problem): Vector[] {
  return countTo(129).flatMap((first) => [objectives(0, [first, 0, 0, 0, 0, 0, 0]) ?? []]);
}

const zdt1 = zdt((first, g) => 1 - Math.sqrt(first / g));
const zdt2 = zdt((first, g) => 1 - (first / g) ** 2);
const zdt3 = zdt((first, g) => 1 - Math.sqrt(first / g) - (first / g) * Math.sin(10 * Math.PI * first));

const dtlz2: Problem = {
  lengths: countTo(7).map(() => 17),
  objectives: (_, positions) => {
    const [a = 0, b = 0, ...others] = unit(positions, 17);
    const radius = 1 + sum(others.map((value) => (value - 0.5) ** 2));
    const [x, y] = [(a * Math.PI) / 2, (b * Math.PI) / 2];
    return [radius * Math.cos(x) * Math.cos(y), radius * Math.cos(x) * Math.sin(y), radius * Math.sin(x)];
  },
};

const excesses = (values: Vector): number => sum(values.map((value) => Math.max(0, value)));

const bnhVariables = ([a = 0, b = 0]: Vector): [number, number] => [(a * 5) / 127, (b * 3) / 127];
const bnh: Problem = {
  lengths: [128, 128],
  objectives: (_, positions) => {
    const [x, y] = bnhVariables(positions);
    return [4 * x ** 2 + 4 * y ** 2, (x - 5) ** 2 + (y - 5) ** 2];
  },
  excess: (_, positions) => {
    const [x, y] = bnhVariables(positions);
    return excesses([((x - 5) ** 2 + y ** 2) / 25 - 1, 1 - ((x - 8) ** 2 + (y + 3) ** 2) / 7.7]);
  },
};

const srnVariables = ([a = 0, b = 0]: Vector): [number, number] => [(a * 40) / 127 - 20, (b * 40) / 127 - 20];
const srn: Problem = {
  lengths: [128, 128],
  objectives: (_, positions) => {
    const [x, y] = srnVariables(positions);
    return [2 + (x - 2) ** 2 + (y - 1) ** 2, 9 * x - (y - 1) ** 2];
  },
  excess: (_, positions) => {
    const [x, y] = srnVariables(positions);
    return excesses([(x ** 2 + y ** 2) / 225 - 1, (x - 3 * y + 10) / 10]);
  },
};

/** By looking at every design. */
function wholeFront({ lengths: [rows = 0, columns = 0], objectives, excess }: Problem): Vector[] {
  const within = countTo(rows * columns)
    .map((index) => [Math.floor(index / columns), index % columns])
    .filter((positions) => excess?.(0, positions) === 0)
    .map((positions) => objectives(0, positions) ?? []);
  return paretoFront(within, [([x = 0]) => x, ([, y = 0]) => y]);
}

export const STANDARD_PROBLEMS: Readonly<Record<string, StandardProblem>> = {
  ZDT1: {
    problem: zdt1,
    front: () => zdtFront(zdt1),
    reference: [1.1, 1.1],
    population: 50,
    generations: 50,
    share: 0.97,
    missed: 0.1,
  },
  ZDT2: {
    problem: zdt2,
    front: () => zdtFront(zdt2),
    reference: [1.1, 1.1],
    population: 50,
    generations: 50,
    share: 0.97,
    missed: 0.1,
  },
  ZDT3: {
    problem: zdt3,
    front: () => zdtFront(zdt3),
    reference: [1.1, 1.1],
    population: 50,
    generations: 50,
    share: 0.97,
    missed: 0.1,
  },
  DTLZ2: {
    problem: dtlz2,
    front: () =>
      countTo(17 * 17).map((index) => dtlz2.objectives(0, [Math.floor(index / 17), index % 17, 8, 8, 8, 8, 8]) ?? []),
    reference: [1.2, 1.2, 1.2],
    population: 60,
    generations: 40,
    share: 0.95,
    missed: 0.4,
  },
  BNH: {
    problem: bnh,
    front: () => wholeFront(bnh),
    reference: [140, 50],
    population: 40,
    generations: 20,
    share: 0.99,
    missed: 0.8,
  },
  SRN: {
    problem: srn,
    front: () => wholeFront(srn),
    reference: [250, 0],
    population: 40,
    generations: 20,
    share: 0.97,
    missed: 0.4,
  },
};
