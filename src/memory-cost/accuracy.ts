import { type Figure, FIGURES } from './figures.ts';

/** Deviation of estimates from measurements that were left out, in per cent of the measurement. */
export interface ErrorBand {
  /** Half of the estimates are closer than this. */
  readonly medianPercent: number;
  /** 90 of 100 estimates are closer than this. */
  readonly percentile90: number;
  /** 95 of 100 estimates are closer than this. */
  readonly percentile95: number;
  /** No estimate was further off. */
  readonly maximumPercent: number;
}

export type ErrorBands = Readonly<Record<Figure, ErrorBand>>;

/** Situations in which estimates were compared with measurements. */
export type AccuracyCase = keyof typeof MEASURED;

type Quartet = readonly [median: number, p90: number, p95: number, maximum: number];

/** In the order of `FIGURES`. A test repeats the measurement: test/memory-cost/accuracy.test.ts. */
const MEASURED = {
MEASURED_HERE
} satisfies Readonly<Record<string, readonly Quartet[]>>;

/** The wider band of each case, by figure: cases add to each other's uncertainty, and only the single ones were measured. */
export function errorBandsOf(cases: readonly AccuracyCase[]): ErrorBands {
  const band = (figure: Figure): ErrorBand => {
    const quartets = cases.map((name) => MEASURED[name][FIGURES.indexOf(figure)] ?? [0, 0, 0, 0]);
    const widest = (index: 0 | 1 | 2 | 3) => Math.max(0, ...quartets.map((quartet) => quartet[index] ?? 0));
    return {
      medianPercent: widest(0),
      percentile90: widest(1),
      percentile95: widest(2),
      maximumPercent: widest(3),
    };
  };
  return {
    readEnergyNj: band('readEnergyNj'),
    writeEnergyNj: band('writeEnergyNj'),
    leakageMwPerBank: band('leakageMwPerBank'),
    areaMm2: band('areaMm2'),
    accessTimeNs: band('accessTimeNs'),
    cycleTimeNs: band('cycleTimeNs'),
  };
}
