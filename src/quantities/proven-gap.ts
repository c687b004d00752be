import { sum } from '../base/integers.ts';
import { countText, percentText, quantityText, type Unit } from '../base/number-text.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { ProvenBound } from '../model/evaluation/proven-bound.ts';

/** Sums of the same numbers in another order may differ by so much. */
const ROUNDING = 1e-9;

/** A larger gap of a network is worth a word. */
export const WORTH_SAYING = 0.05;

/** Costs that no mapping changes, such as those of operators without multiply-accumulates. */
export type FixedCosts = Pick<CostModelEvaluation, 'energy' | 'latency'>;

/** How far a cost may be from the optimum. */
export interface ProvenGap {
  readonly criterion: ProvenBound['criterion'];
  /** The cost that was found: cycles, pJ or pJ·cycles. */
  readonly value: number;
  /** No choice of mappings has a smaller cost. */
  readonly bound: number;
  /** value / bound − 1; 0 for a cost that is proven optimal. */
  readonly gap: number;
  readonly reservations: readonly string[];
}

const UNITS: Readonly<Record<ProvenBound['criterion'], Unit>> = {
  latency: 'cycles',
  energy: 'pJ',
  EDP: 'pJ·cycles',
};

/** Code of bounds that no search has made tighter. */
const UNSEARCHED = 'compulsoryTraffic';

/** In few words why less is proven; docs/optimality.md#reservations has the sentences. */
const RESERVATIONS: Readonly<Record<string, string>> = {
  overlappingResults: 'overlapping results with a remainder',
  tooManyTiles: 'too many tiles',
  repeatedOpenSizes: 'open sizes of one dimension at several places of the temporal ordering',
  fractionalUnrollings: 'fractional unrollings',
  fractionalCycles: 'fractional cycles per operation',
  widerResults: 'results wider than partial sums',
  precharging: 'precharging',
  evenMapping: 'even mappings',
};

/** What is proven of a layer; undefined where nothing was asked, and where the bound is no cost above 0. */
export function provenGap({ proven, energy, latency }: CostModelEvaluation): ProvenGap | undefined {
  if (proven === undefined) return undefined;
  const { criterion, bound, reservations } = proven;
  return gapBetween(criterion, costOf(criterion, energy, latency), bound, reservations);
}

/**
 * What is proven of all layers together; undefined if of any layer nothing is, or the sum is no cost above 0. Sums of energy and of latency are at least the sums of
 * their bounds. The product of both sums is at least the square of the sum of the roots of the products (Cauchy and Schwarz).
 * @param fixedCosts further parts of the totals, whose costs no mapping changes.
 */
export function totalGap(
  evaluations: readonly CostModelEvaluation[],
  fixedCosts: readonly FixedCosts[] = [],
): ProvenGap | undefined {
  const proofs = evaluations.flatMap(({ proven }) => proven ?? []);
  const [first] = proofs;
  if (first === undefined || proofs.length < evaluations.length) return undefined;
  const { criterion } = first;
  if (proofs.some((proof) => proof.criterion !== criterion)) return undefined;
  const parts = [...evaluations, ...fixedCosts];
  const energy = sum(parts.map((part) => part.energy));
  const latency = sum(parts.map((part) => part.latency));
  const isProduct = criterion === 'EDP';
  const fixed = fixedCosts.map((part) => costOf(criterion, part.energy, part.latency));
  const bounds = [...proofs.map(({ bound }) => bound), ...fixed];
  const least = sum(bounds.map((bound) => (isProduct ? Math.sqrt(bound) : bound)));
  const reservations = [...new Set(proofs.flatMap((proof) => proof.reservations))];
  return gapBetween(criterion, costOf(criterion, energy, latency), isProduct ? least * least : least, reservations);
}

/** Whether no search has made the bound tighter: for some layers it is that of compulsory traffic (docs/optimality.md). */
export function isUnsearched({ reservations }: Pick<ProvenGap, 'reservations'>): boolean {
  return reservations.includes(UNSEARCHED);
}

/** `proven optimal`, `proven within 1.9 % of the optimum`. */
export function gapText({ gap }: ProvenGap): string {
  if (gap === 0) return 'proven optimal';
  return Number.isFinite(gap) ? `proven within ${percentText(gap)} of the optimum` : 'nothing proven';
}

/** The same with the bound and the reservations, for all layers. */
export function totalGapText(
  evaluations: readonly CostModelEvaluation[],
  fixedCosts: readonly FixedCosts[] = [],
): string | undefined {
  const total = totalGap(evaluations, fixedCosts);
  if (total === undefined) return undefined;
  const { criterion, bound, reservations } = total;
  const optimal = evaluations.filter((evaluation) => provenGap(evaluation)?.gap === 0).length;
  const others = reservations.filter((code) => code !== UNSEARCHED);
  const notes = [
    `${criterion} of any mappings: at least ${quantityText(bound, UNITS[criterion])}`,
    ...spatialNotes(evaluations),
    isUnsearched(total)
      ? 'from compulsory traffic alone'
      : `${optimal} of ${countText(evaluations.length, 'layer')} proven optimal`,
    ...(others.length === 0
      ? []
      : [`less is proven in cases of ${others.map(reservationText).join(', ')}: docs/optimality.md#reservations`]),
  ];
  return `${gapText(total)}  (${notes.join('; ')})`;
}

/** Where bounds without a search are not of all spatial mappings. */
function spatialNotes(evaluations: readonly CostModelEvaluation[]): string[] {
  const counts = evaluations.flatMap(({ proven }) =>
    proven === undefined || proven.spatialMappings === 'all' || !isUnsearched(proven) ? [] : proven.spatialMappings,
  );
  const [count] = counts;
  return count === undefined ? [] : [`for the first ${countText(count, 'spatial mapping')} of a layer`];
}

function reservationText(code: string): string {
  return RESERVATIONS[code] ?? code;
}

function costOf(criterion: ProvenBound['criterion'], energy: number, latency: number): number {
  return criterion === 'energy' ? energy : criterion === 'latency' ? latency : energy * latency;
}

function gapBetween(
  criterion: ProvenBound['criterion'],
  value: number,
  bound: number,
  reservations: readonly string[],
): ProvenGap | undefined {
  // Negative on-loading (parity quirk C1) can take bounds of latency below zero: no share of one says how far a cost is from it.
  if (!(bound > 0)) return undefined;
  const share = value / bound - 1;
  return { criterion, value, bound, gap: share <= ROUNDING ? 0 : share, reservations };
}
