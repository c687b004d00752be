import { BoundTable, type DesignBounds } from './bound-table.ts';
import { FrontKeeper } from './front.ts';
import { isNowhereLarger } from './growing-front.ts';
import type { SkippedDesign, StrategyContext, StrategyRounds } from './strategy.ts';

/** Spaces with more designs than this are refused: the bounds of all of them are kept. */
export const MOST_EXACT_DESIGNS = 5_000_000;

/** So many skipped designs are told at once, so that a million of them take no memory. */
const MOST_TOLD = 4096;

/** So many designs are put off in a round while others that cannot be skipped are looked for. */
const MOST_PUT_OFF = 1024;

export interface ExactFrontOptions {
  /** Rounds are filled up to this size with designs that may turn out not to be needed, so that no thread waits. */
  readonly leastPerRound?: number;
  readonly mostPerRound?: number;
}

/**
 * The exact Pareto front by bounds: a design is skipped where an evaluated one proves that it is no part of the front, or its bounds
 * prove that it exceeds a limit. Front and best design are those of the full grid, of equal designs too (`dominatorOf`).
 *
 * Designs come in an order in which those with better bounds in every objective come first. A design can only be dominated by one
 * with better bounds, so that one design at a time, in this order, would evaluate none in vain. A round is made of designs of which
 * none has better bounds than another, so that none of them could have skipped another one. Only filling up small rounds takes a risk.
 *
 * @param objectives Number of objectives.
 * @param boundsOf Undefined where nothing is known: such a design is evaluated.
 * @throws RangeError where the space has more than `MOST_EXACT_DESIGNS` designs.
 */
export function* exactFrontRounds(
  context: StrategyContext,
  objectives: number,
  boundsOf: (index: number) => DesignBounds | undefined,
  { leastPerRound = 16, mostPerRound = 128 }: ExactFrontOptions = {},
): StrategyRounds {
  if (context.space.size > MOST_EXACT_DESIGNS) throw new RangeError(`more than ${MOST_EXACT_DESIGNS} designs`);
  const table = new BoundTable(context.space.size, objectives);
  let skipped: SkippedDesign[] = [];
  for (let index = 0; index < context.space.size; index++) {
    if (!context.isAdmitted(index)) continue;
    const bounds = boundsOf(index);
    if (bounds?.exceedsLimit) skipped.push({ index, bounds: bounds.objectives });
    else table.add(index, bounds?.objectives ?? []);
    if (skipped.length >= MOST_TOLD) {
      yield told(skipped);
      skipped = [];
    }
  }
  const rows = table.rowsByRank();
  const front = new FrontKeeper(context);
  let next = 0;
  let putOff: number[] = [];
  for (;;) {
    const round: number[] = [];
    const waiting = putOff;
    putOff = [];
    let waited = 0;
    while (
      round.length < mostPerRound &&
      (waited < waiting.length || (next < rows.length && putOff.length < MOST_PUT_OFF))
    ) {
      const row = (waited < waiting.length ? waiting[waited++] : rows[next++]) ?? 0;
      const index = table.indexAt(row);
      const dominatedBy = front.dominatorOf(table.boundsAt(row), index);
      if (dominatedBy === undefined) (mayBeDominatedByOneOf(round, row, table) ? putOff : round).push(row);
      else skipped.push({ index, bounds: Array.from(table.boundsAt(row)), dominatedBy });
      if (skipped.length >= MOST_TOLD) {
        yield told(skipped);
        skipped = [];
      }
    }
    putOff.push(...waiting.slice(waited));
    round.push(...putOff.splice(0, Math.max(0, leastPerRound - round.length)));
    if (round.length === 0) break;
    const points = yield { evaluate: round.map((row) => table.indexAt(row)), skipped, needsPoints: true };
    skipped = [];
    for (const point of points) front.add(point);
  }
  if (skipped.length > 0) yield told(skipped);
}

function told(skipped: readonly SkippedDesign[]): {
  evaluate: readonly number[];
  skipped: readonly SkippedDesign[];
  needsPoints: false;
} {
  return { evaluate: [], skipped, needsPoints: false };
}

/** Whether evaluating one of the rows may allow skipping another: its bounds are nowhere larger, and no bound of the other is unknown. */
function mayBeDominatedByOneOf(rows: readonly number[], row: number, table: BoundTable): boolean {
  const bounds = table.boundsAt(row);
  if (bounds.includes(Number.NEGATIVE_INFINITY)) return false;
  return rows.some((other) => isNowhereLarger(table.boundsAt(other), bounds));
}
