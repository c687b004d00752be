import { FIGURES, type Figure } from './table/figures.ts';

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
  referenceConvention: [
    [1.1, 10.3, 12.8, 22.5],
    [1.1, 8.6, 9.8, 18.7],
    [0.7, 4.1, 6, 22.3],
    [1, 5.9, 10.1, 18],
    [1.1, 6, 7.5, 12.9],
    [1.3, 27.4, 55.4, 129.2],
  ],
  otherNodeOrPorts: [
    [4.3, 18.6, 23.7, 171.9],
    [4.5, 14.1, 19.3, 89.3],
    [1.4, 5.6, 8.1, 21.8],
    [2.8, 9.7, 19.2, 83.2],
    [3.4, 10.4, 12.4, 33.2],
    [4.3, 31.5, 47.8, 130.2],
  ],
  oddWidth: [
    [6.1, 55.6, 64.5, 155.9],
    [4.4, 86.5, 92.4, 188.7],
    [1.4, 6.8, 16.1, 46.2],
    [3.2, 28.5, 39.1, 90.6],
    [2.6, 10.2, 12.3, 21.5],
    [3.9, 29.9, 42.8, 158.7],
  ],
  betweenNodes: [
    [1.8, 6.4, 9, 21],
    [1.7, 7.1, 8.6, 11.2],
    [0.7, 1.7, 4.4, 7.4],
    [0.2, 4.2, 6.9, 15.8],
    [1.1, 4, 5.5, 10.7],
    [1.2, 21.3, 37.5, 90.7],
  ],
  otherPorts: [
    [1.5, 16.8, 21.9, 67.6],
    [3.3, 18.3, 22.9, 39.3],
    [5.8, 14.7, 17.9, 23.5],
    [2.7, 10.2, 11.7, 24.8],
    [1.8, 8.9, 12.5, 25.8],
    [2.2, 42.1, 61.5, 65.3],
  ],
  severalBanks: [
    [5.8, 62, 75.1, 96.2],
    [5.3, 31.1, 49.1, 61.7],
    [6, 27.2, 51.3, 83.5],
    [7.6, 59, 76.4, 86.4],
    [8.7, 29.5, 38.2, 49.4],
    [19.2, 146.4, 172.9, 243.5],
  ],
  largeOrWide: [
    [3.8, 10.5, 12.2, 43.9],
    [3.1, 11.5, 14.6, 31],
    [1.3, 5.7, 6.2, 7.1],
    [2.4, 9.1, 12.3, 37.5],
    [2.4, 8.8, 11.5, 21.3],
    [21.1, 50.2, 56, 63.1],
  ],
  extrapolatedBy4: [
    [3.3, 12.7, 17, 36.4],
    [3.6, 20, 26.5, 63.1],
    [1.6, 5.6, 6.5, 9],
    [3.6, 22, 34.5, 63.6],
    [4.3, 11.8, 15.4, 32.1],
    [9.9, 94.3, 163.6, 235.2],
  ],
  widthExtrapolatedBy4: [
    [11.8, 48, 65.5, 136.6],
    [23, 64.4, 69.8, 127.6],
    [7.3, 36.3, 55.4, 69.9],
    [25.1, 61.7, 73.8, 135.3],
    [26.1, 59.3, 64.2, 124.9],
    [41.4, 125.6, 231, 2685.3],
  ],
  mainMemory: [
    [2, 7.7, 10.7, 11.6],
    [5.4, 35.7, 61.2, 79.7],
    [0.6, 6.3, 6.5, 6.5],
    [3.3, 9.5, 15.1, 29.5],
    [2.6, 5, 6.5, 8.4],
    [3.2, 5.5, 6.4, 7.3],
  ],
  mainMemoryExtrapolatedBy2: [
    [4.5, 7.2, 9.7, 12.2],
    [9.4, 26.2, 28.9, 31.7],
    [3, 5.5, 5.5, 5.5],
    [5, 6.7, 6.8, 6.8],
    [7.5, 8.2, 8.4, 8.6],
    [8.4, 8.9, 9, 9],
  ],
  embeddedDram: [
    [4.9, 11.9, 14.1, 21.7],
    [28.6, 52.3, 88.5, 178.7],
    [11.9, 27.9, 33.6, 53.3],
    [5.6, 13.9, 15.4, 42.2],
    [3, 6.3, 7.2, 7.9],
    [12.8, 23.5, 25.9, 41],
  ],
  commodityDram: [
    [6.5, 17.5, 26, 27.4],
    [22.5, 60.6, 79.3, 110.7],
    [14.6, 32.4, 40.4, 53],
    [16.9, 31.1, 35.5, 47.9],
    [3.4, 7.1, 8.1, 11.1],
    [2.8, 5.8, 7.6, 10.5],
  ],
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
