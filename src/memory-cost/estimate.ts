import { InputError } from '../base/diagnostic.ts';
import type { ErrorBand } from './accuracy.ts';
import { errorBandsOf } from './accuracy.ts';
import { accuracyCases } from './accuracy-cases.ts';
import { memoryCostProblems, subjectOf } from './feasibility.ts';
import { figuresAt, type TableAnswer } from './interpolation/interpolate.ts';
import { estimatedAsRegisters, farFromTable, type MemoryCostProblem } from './problems.ts';
import { type MemoryCostQuery, type ResolvedQuery, resolveQuery } from './query.ts';
import { scaledDown } from './register-file.ts';
import { type MemoryCostTable, shippedTable } from './table/table.ts';
import { tablePointOf } from './table-point.ts';

/** Expected deviation of each figure; see docs/memory-cost.md#accuracy. */
export interface MemoryCostAccuracy {
  readonly readEnergy: ErrorBand;
  readonly writeEnergy: ErrorBand;
  readonly area: ErrorBand;
  readonly leakage: ErrorBand;
  readonly accessTime: ErrorBand;
  readonly cycleTime: ErrorBand;
}

/** Costs of one copy of a memory. */
export interface MemoryCostEstimate {
  /** Energy in pJ of one read of `readWidthBits`. */
  readonly readEnergyPj: number;
  /** Energy in pJ of one write of `writeWidthBits`. */
  readonly writeEnergyPj: number;
  /** Area in mm². */
  readonly areaMm2: number;
  /** Leakage power in mW at 360 K, all banks; undefined where it cannot be estimated. */
  readonly leakageMw: number | undefined;
  /** Access time in ns. */
  readonly accessTimeNs: number;
  /** Random cycle time in ns. The least reliable figure. */
  readonly cycleTimeNs: number;
  /** `exact`: the measured figures of this very memory. `interpolated`: between measured ones. `extrapolated`: outside them. */
  readonly basis: 'exact' | 'interpolated' | 'extrapolated';
  /** How far such estimates were off; undefined for exact figures, and where nothing was measured to compare with. */
  readonly accuracy: MemoryCostAccuracy | undefined;
  /** What makes the estimate doubtful. */
  readonly warnings: readonly MemoryCostProblem[];
}

const PICOJOULE_PER_NANOJOULE = 1000;
/** Larger distances from the measured memories give a warning. */
const FAR = 2;

/**
 * Energy per access in pJ, area in mm², leakage in mW and times in ns of a memory, from figures measured with CACTI 7 that come with this
 * package: those of this very memory where it was measured, otherwise interpolated. Throws `InputError` if the memory cannot be
 * estimated, with all reasons; the path of each finding is the field of the query. See docs/memory-cost.md.
 */
export function estimateMemoryCost(query: MemoryCostQuery): MemoryCostEstimate {
  const problems = memoryCostProblems(query);
  const resolved = resolveQuery(query);
  if (problems.length > 0 || resolved === undefined) {
    throw new InputError(problems.map(({ field, diagnostic }) => ({ ...diagnostic, path: field })));
  }
  const table = shippedTable();
  const read = answerAt(table, resolved, resolved.readWidthBits);
  const write =
    resolved.writeWidthBits === resolved.readWidthBits ? read : answerAt(table, resolved, resolved.writeWidthBits);
  const isExact = read.isExact && write.isExact;
  return {
    readEnergyPj: PICOJOULE_PER_NANOJOULE * read.figures.readEnergyNj,
    writeEnergyPj: PICOJOULE_PER_NANOJOULE * write.figures.writeEnergyNj,
    areaMm2: read.figures.areaMm2,
    leakageMw: read.leakageIsUnknown ? undefined : read.figures.leakageMwPerBank * resolved.banks,
    accessTimeNs: read.figures.accessTimeNs,
    cycleTimeNs: read.figures.cycleTimeNs,
    basis: isExact ? 'exact' : isOutside(read) || isOutside(write) ? 'extrapolated' : 'interpolated',
    accuracy: isExact ? undefined : accuracyOf(resolved, [read, write]),
    warnings: warningsOf(query, resolved, read, write),
  };
}

interface Answer extends TableAnswer {
  /** The figures are those of a larger SRAM, scaled down. */
  readonly isScaled: boolean;
}

function answerAt(table: MemoryCostTable, query: ResolvedQuery, widthBits: number): Answer {
  const point = tablePointOf(query, widthBits);
  const answer = figuresAt(table, point);
  const { capacityBytes } = query;
  if (point.capacityBytes === capacityBytes) return { ...answer, isScaled: false };
  const figures = scaledDown(answer.figures, capacityBytes / point.capacityBytes);
  return { ...answer, figures, isExact: false, isScaled: true };
}

function isOutside({ isScaled, place }: Answer): boolean {
  return isScaled || place.capacityFactor > 1 || place.widthFactor > 1;
}

function accuracyOf(query: ResolvedQuery, answers: readonly Answer[]): MemoryCostAccuracy | undefined {
  const isCompared = !answers.some(({ isScaled, place }) => isScaled || place.isSmaller || place.isNarrower);
  if (!isCompared) return undefined;
  const capacityFactor = Math.max(...answers.map(({ place }) => place.capacityFactor));
  const widthFactor = Math.max(...answers.map(({ place }) => place.widthFactor));
  const bands = errorBandsOf(accuracyCases(query, capacityFactor, widthFactor));
  return {
    readEnergy: bands.readEnergyNj,
    writeEnergy: bands.writeEnergyNj,
    area: bands.areaMm2,
    leakage: bands.leakageMwPerBank,
    accessTime: bands.accessTimeNs,
    cycleTime: bands.cycleTimeNs,
  };
}

function warningsOf(query: MemoryCostQuery, resolved: ResolvedQuery, read: Answer, write: Answer): MemoryCostProblem[] {
  const memory = subjectOf(query);
  if (read.isScaled || write.isScaled) return [estimatedAsRegisters(memory, resolved.capacityBytes)];
  const { capacityBytes, readWidthBits, writeWidthBits } = resolved;
  const capacityFactor = Math.max(read.place.capacityFactor, write.place.capacityFactor);
  return [
    ...(capacityFactor > FAR ? [farFromTable(memory, 'sizeBits', `${capacityBytes * 8} bits`, capacityFactor)] : []),
    ...(read.place.widthFactor > FAR
      ? [farFromTable(memory, 'readWidthBits', `${readWidthBits} bits`, read.place.widthFactor)]
      : []),
    ...(writeWidthBits !== readWidthBits && write.place.widthFactor > FAR
      ? [farFromTable(memory, 'writeWidthBits', `${writeWidthBits} bits`, write.place.widthFactor)]
      : []),
  ];
}
