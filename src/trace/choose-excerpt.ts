import type { RepeatedTransfer } from './port-traffic.ts';

/** How much of the computation is shown, twice: from its start, and from the start of a later period. Times in cycles. */
export interface ExcerptLength {
  readonly cycles: number;
  /** The longest period after which something moves again. */
  readonly longestPeriod: number;
  readonly isCut: boolean;
}

/**
 * The longest period in which something moves again, or as many whole shorter periods as have at most `most` transfers. Periods are
 * products of the first loops of one order, so that each divides the next.
 */
export function chooseExcerpt(repeated: readonly RepeatedTransfer[], computation: number, most: number): ExcerptLength {
  const periods = [...new Set(repeated.map(({ period }) => period))].sort((a, b) => b - a);
  const [longestPeriod = computation, ...shorter] = periods;
  if (transfersIn(repeated, longestPeriod) <= most) return { cycles: longestPeriod, longestPeriod, isCut: false };
  let bound = longestPeriod;
  for (const period of shorter) {
    const transfers = transfersIn(repeated, period);
    const isShortest = period === shorter.at(-1);
    if (transfers <= most || isShortest) {
      const times = Math.max(1, Math.min(Math.floor(most / transfers), Math.floor(bound / period)));
      return { cycles: times * period, longestPeriod, isCut: true };
    }
    bound = period;
  }
  return { cycles: longestPeriod, longestPeriod, isCut: false };
}

function transfersIn(repeated: readonly RepeatedTransfer[], cycles: number): number {
  return repeated.reduce((sum, { period }) => sum + Math.ceil(cycles / period), 0);
}
