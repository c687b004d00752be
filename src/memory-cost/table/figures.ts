/** What the table holds for a memory, in the table's own units. */
export interface MemoryFigures {
  /** Energy in nJ of one read of the full port width. */
  readonly readEnergyNj: number;
  /** Energy in nJ of one write of the full port width. */
  readonly writeEnergyNj: number;
  /** Leakage power in mW of one bank. */
  readonly leakageMwPerBank: number;
  /** Area in mm² of all banks. */
  readonly areaMm2: number;
  /** Access time in ns. */
  readonly accessTimeNs: number;
  /** Random cycle time in ns. */
  readonly cycleTimeNs: number;
}

export type Figure = keyof MemoryFigures;

/** The figures in the order of the table's columns. */
export const FIGURES: readonly Figure[] = [
  'readEnergyNj',
  'writeEnergyNj',
  'leakageMwPerBank',
  'areaMm2',
  'accessTimeNs',
  'cycleTimeNs',
];

/** Figures whose values `figureOf` gives one by one. */
export function makeFigures(figureOf: (figure: Figure) => number): MemoryFigures {
  return {
    readEnergyNj: figureOf('readEnergyNj'),
    writeEnergyNj: figureOf('writeEnergyNj'),
    leakageMwPerBank: figureOf('leakageMwPerBank'),
    areaMm2: figureOf('areaMm2'),
    accessTimeNs: figureOf('accessTimeNs'),
    cycleTimeNs: figureOf('cycleTimeNs'),
  };
}
