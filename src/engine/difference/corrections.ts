/**
 * The corrections of the corrected cost model, in the order in which `partlyCorrectedCosts` switches them on. Each carries the number of its
 * quirk (docs/parity-quirks.md), or of the first one of a group whose rules cannot be applied apart.
 */
export const CORRECTION_ORDER = [
  'R4',
  'M3',
  'C4',
  'C5',
  'C24',
  'C20',
  'C21',
  'C19',
  'C18',
  'C22',
  'I11',
  'C12',
  'C2',
  'C23',
  'C25',
  'C15',
  'C6',
  'C13',
  'C7',
  'C1',
  'C27',
] as const;

export type CorrectionId = (typeof CORRECTION_ORDER)[number];

/** Says whether a correction is on. */
export type IsCorrected = (correction: CorrectionId) => boolean;

/** The first `count` corrections. */
export function firstCorrections(count: number): IsCorrected {
  const on: ReadonlySet<CorrectionId> = new Set(CORRECTION_ORDER.slice(0, count));
  return (correction) => on.has(correction);
}
