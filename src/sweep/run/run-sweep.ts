import type { OpenSweep } from '../plan/open-sweep.ts';
import type { DesignPoint, SkippedPoint } from '../points/design-point.ts';
import { evolutionRounds } from '../strategies/evolution.ts';
import { exactFrontRounds } from '../strategies/exact-front.ts';
import type { SkippedDesign, StrategyRounds } from '../strategies/strategy.ts';
import { allBounds, type Bounding, ExceededLimits } from './all-bounds.ts';
import type { DesignWorkers } from './design-workers.ts';
import { inParallel } from './in-parallel.ts';
import { listedDesigns } from './listed-designs.ts';
import { type SweepShare, strategyContext } from './strategy-context.ts';

/** How a sweep is run. */
export interface SweepRunOptions {
  /** Points that are known from an earlier run; they are not evaluated again, nor yielded. */
  readonly known?: ReadonlyMap<number, DesignPoint>;
  readonly share?: SweepShare;
  /** False: no further design is started, and the run ends when those under way are done. */
  readonly mayStart?: () => boolean;
  /** Called with the number of designs whose bounds are known, before the first design is evaluated. */
  readonly onBounds?: (done: number, total: number) => void;
}

const WHOLE: SweepShare = { index: 0, count: 1 };

/**
 * The points of a sweep as they are found, in any order. Which designs are looked at is up to the strategy alone: it is the same with any
 * number of threads, and after an interruption.
 */
export async function* runSweep(
  sweep: OpenSweep,
  workers: DesignWorkers,
  { known = new Map(), share = WHOLE, mayStart = () => true, onBounds }: SweepRunOptions = {},
): AsyncGenerator<DesignPoint> {
  const exceeded = new ExceededLimits(sweep);
  const rounds = await roundsOf(sweep, share, { workers, mayStart, exceeded, onBounds });
  // With some of the bounds only, other designs would be skipped.
  if (!mayStart()) return;
  let points: DesignPoint[] = [];
  for (;;) {
    const { done, value: round } = rounds.next(points);
    if (done === true) return;
    points = [];
    for (const skipped of round.skipped) {
      if (!known.has(skipped.index)) yield skippedPoint(sweep, skipped, exceeded);
    }
    const toDo = unknownOnes(round.evaluate, known, (point) => {
      if (round.needsPoints) points.push(point);
    });
    for await (const point of inParallel(toDo, workers.atOnce, (index) => workers.evaluate(index), mayStart)) {
      if (round.needsPoints) points.push(point);
      yield point;
    }
    if (!mayStart()) return;
  }
}

/** Leaves out what is known already. */
function* unknownOnes(
  indexes: Iterable<number>,
  known: ReadonlyMap<number, DesignPoint>,
  onKnown: (point: DesignPoint) => void,
): Generator<number> {
  for (const index of indexes) {
    const point = known.get(index);
    if (point === undefined) yield index;
    else onKnown(point);
  }
}

async function roundsOf(sweep: OpenSweep, share: SweepShare, bounding: Bounding): Promise<StrategyRounds> {
  const { strategy, objectives } = sweep.definition;
  const listed = listedDesigns(sweep, share);
  if (listed !== undefined) return oneRound(listed);
  const context = strategyContext(sweep, share);
  if (strategy.kind === 'evolution') return evolutionRounds(context, strategy);
  return exactFrontRounds(context, objectives.length, await allBounds(sweep, context, bounding));
}

/** All designs at once; nobody looks at their points. */
function* oneRound(evaluate: Iterable<number>): StrategyRounds {
  yield { evaluate, skipped: [], needsPoints: false };
}

function skippedPoint(
  { definition, space }: OpenSweep,
  { index, bounds, dominatedBy }: SkippedDesign,
  exceeded: ExceededLimits,
): SkippedPoint {
  const quantities = Object.fromEntries(
    definition.objectives.map(({ quantity }, place) => {
      const bound = bounds[place] ?? Number.NEGATIVE_INFINITY;
      return [quantity, Number.isFinite(bound) ? bound : null];
    }),
  );
  return {
    point: index,
    settings: space.settingsAt(index),
    status: 'skipped',
    bounds: quantities,
    ...(dominatedBy === undefined ? { exceeds: exceeded.limitsOf(index) } : { dominatedBy }),
  };
}
