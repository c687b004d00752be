import { BoundTable, type DesignBounds } from './bound-table.ts';
import { FrontKeeper } from './front.ts';
import { isNowhereLarger } from './growing-front.ts';
import type { SkippedDesign, StrategyContext, StrategyRound, StrategyRounds } from './strategy.ts';

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
 * prove that it exceeds a limit. Front and best design are those of the full grid, of equal designs too (`GrowingFront.dominatorOf`).
 *
 * Only a design with better bounds in every objective can prove a design superfluous, and it comes earlier (`BoundTable.rowsByRank`).
 * Thus one design at a time, in this order, would evaluate just those that no design of the space proves superfluous. A round
 * holds designs of which none has better bounds than another, so that it evaluates no more. Only filling up small rounds may.
 *
 * @param objectives Number of objectives.
 * @param boundsOf Undefined where nothing is known: such a design is evaluated.
 * @throws RangeError where the space has more than `MOST_EXACT_DESIGNS` designs.
 */
export function* exactFrontRounds(
  context: StrategyContext,
  objectives: number,
  boundsOf: (index: number) => DesignBounds | undefined,
  options: ExactFrontOptions = {},
): StrategyRounds {
  const { size } = context.space;
  if (size > MOST_EXACT_DESIGNS) throw new RangeError(`${size} designs are more than ${MOST_EXACT_DESIGNS}`);
  const table = new BoundTable(size, objectives);
  yield* collectBounds(context, boundsOf, table);
  yield* searchByRank(context, table, options);
}

/** Fills the table, but for designs whose bounds prove that they exceed a limit. */
function* collectBounds(
  { space, isAdmitted }: StrategyContext,
  boundsOf: (index: number) => DesignBounds | undefined,
  table: BoundTable,
): StrategyRounds {
  let skipped: SkippedDesign[] = [];
  for (let index = 0; index < space.size; index++) {
    if (!isAdmitted(index)) continue;
    const bounds = boundsOf(index);
    if (bounds?.exceedsLimit) skipped.push({ index, bounds: bounds.objectives });
    else table.add(index, bounds?.objectives ?? []);
    if (skipped.length < MOST_TOLD) continue;
    yield told(skipped);
    skipped = [];
  }
  if (skipped.length > 0) yield told(skipped);
}

function* searchByRank(
  context: StrategyContext,
  table: BoundTable,
  { leastPerRound = 16, mostPerRound = 128 }: ExactFrontOptions,
): StrategyRounds {
  const queue = new RowQueue(table.rowsByRank());
  const front = new FrontKeeper(context);
  let skipped: SkippedDesign[] = [];
  for (;;) {
    const round: number[] = [];
    while (round.length < mostPerRound) {
      const row = queue.take();
      if (row === undefined) break;
      const bounds = table.boundsAt(row);
      const dominatedBy = front.dominatorOf(bounds, table.indexAt(row));
      if (dominatedBy !== undefined)
        skipped.push({ index: table.indexAt(row), bounds: Array.from(bounds), dominatedBy });
      else if (maySkip(round, bounds, table)) queue.putOff(row);
      else round.push(row);
      if (skipped.length < MOST_TOLD) continue;
      yield told(skipped);
      skipped = [];
    }
    round.push(...queue.endRound(leastPerRound - round.length));
    if (round.length === 0) break;
    const points = yield { evaluate: round.map((row) => table.indexAt(row)), skipped, needsPoints: true };
    skipped = [];
    // In one order, so that the same dominating designs are named on every machine.
    for (const point of points.toSorted((a, b) => a.point - b.point)) front.add(point);
  }
  if (skipped.length > 0) yield told(skipped);
}

function told(skipped: readonly SkippedDesign[]): StrategyRound {
  return { evaluate: [], skipped, needsPoints: false };
}

/** Whether evaluating the rows may allow skipping a design with these bounds: those of a row are nowhere larger, and none of these is unknown. */
function maySkip(rows: readonly number[], bounds: Float64Array, table: BoundTable): boolean {
  if (bounds.includes(Number.NEGATIVE_INFINITY)) return false;
  return rows.some((row) => isNowhereLarger(table.boundsAt(row), bounds));
}

/** Rows in order, of which some are put off to the next round. */
class RowQueue {
  private readonly rows: Float64Array;
  private next = 0;
  /** Put off in earlier rounds; they come before `rows`. */
  private waiting: readonly number[] = [];
  private taken = 0;
  private putOffNow: number[] = [];

  constructor(rows: Float64Array) {
    this.rows = rows;
  }

  /** Undefined where there are no more, or enough were put off in this round. */
  take(): number | undefined {
    if (this.taken < this.waiting.length) return this.waiting[this.taken++];
    return this.putOffNow.length < MOST_PUT_OFF ? this.rows[this.next++] : undefined;
  }

  putOff(row: number): void {
    this.putOffNow.push(row);
  }

  /** Gives back the first rows that were put off, up to `count`. The others come first in the next round. */
  endRound(count: number): number[] {
    const first = this.putOffNow.splice(0, Math.max(0, count));
    this.waiting = [...this.putOffNow, ...this.waiting.slice(this.taken)];
    this.taken = 0;
    this.putOffNow = [];
    return first;
  }
}
