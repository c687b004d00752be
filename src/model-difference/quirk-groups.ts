import type { CorrectionId } from '../engine/difference/corrections.ts';

/** Quirks of the reference whose correction is one step between the models (docs/parity-quirks.md). */
export interface QuirkGroup {
  readonly quirks: readonly string[];
  /** What the corrected model does, in a few words. */
  readonly correction: string;
}

/** One group per step, by the first quirk of each. A group has several quirks where their rules cannot be applied apart. */
export const QUIRK_GROUPS: Readonly<Record<CorrectionId, QuirkGroup>> = {
  R4: { quirks: ['R4'], correction: 'all ports of a direction share its traffic' },
  M3: { quirks: ['M3'], correction: 'an operand follows its own relations only' },
  C4: { quirks: ['C4', 'M4'], correction: 'tiles smaller than the dilation have no negative overlap' },
  C5: { quirks: ['C5'], correction: 'words stay at the pins only behind a port that is wide enough' },
  C24: { quirks: ['C24', 'C30'], correction: 'elements that several units need at once are read once' },
  C20: { quirks: ['C20'], correction: 'adding up over units reads no partial sum back' },
  C21: { quirks: ['C21'], correction: 'one unit of those that are added up takes the sum back' },
  C19: { quirks: ['C19'], correction: 'the first visit of a partial sum reads nothing back' },
  C18: { quirks: ['C18'], correction: 'one rule says where sums are unfinished' },
  C22: { quirks: ['C22'], correction: 'below an addition over units, sums have the precision of partial sums' },
  I11: {
    quirks: ['I2', 'I7', 'I11'],
    correction: 'arrays in memory: rows and columns that work, and exact reads of weights',
  },
  C12: { quirks: ['C12'], correction: 'words are not truncated' },
  C2: { quirks: ['C2', 'C3', 'Q7', 'Q8'], correction: 'whole rounds, and a smaller last one' },
  C23: { quirks: ['C23'], correction: 'a memory that adds up holds partial sums' },
  C25: { quirks: ['C25'], correction: 'the smallest slices are double-buffered first' },
  C15: { quirks: ['C15'], correction: '`force_double_buffering` counts' },
  C6: { quirks: ['C6'], correction: 'stalls and windows count the same periods' },
  C13: { quirks: ['C13'], correction: 'a first load brings what its own link needs' },
  C7: { quirks: ['C7', 'C8', 'C26'], correction: 'first loads wait for the ports that they share' },
  C1: { quirks: ['C1', 'C28', 'C29'], correction: 'a load hides behind the computation only as far as ports are free' },
  C27: { quirks: ['C27'], correction: 'data that comes once is there before its second pass' },
};

/** Corrected, too, but without effect on energy or latency of a mapping. */
export const WITHOUT_EFFECT: readonly { readonly quirks: readonly string[]; readonly why: string }[] = [
  { quirks: ['C9', 'C10', 'C11', 'C17', 'I10'], why: 'reports only' },
  { quirks: ['I6', 'I8'], why: 'area and clock only' },
  { quirks: ['Q14', 'Q15', 'Q16'], why: 'which mapping a search finds' },
];
