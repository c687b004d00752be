import { provenExcess } from '../evaluate/limits.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import type { DesignPoint, PointQuantities, SkippedPoint } from '../points/design-point.ts';
import { belowRounding, type DesignBounds } from '../strategies/bound-table.ts';
import { evolutionRounds } from '../strategies/evolution.ts';
import { exactFrontRounds } from '../strategies/exact-front.ts';
import { gridRounds } from '../strategies/grid.ts';
import { haltonRounds, randomRounds } from '../strategies/samples.ts';
import type { SkippedDesign, StrategyContext, StrategyRounds } from '../strategies/strategy.ts';
import type { DesignWorkers } from './design-workers.ts';
import { inParallel } from './in-parallel.ts';
import { plannedDesigns } from './planned-designs.ts';
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

/** So many designs are bounded by one task of a thread. */
const BOUNDS_PER_TASK = 64;

/**
 * The points of a sweep as they are found, in any order. Which designs are looked at is up to the strategy alone: it is the same with any
 * number of threads, and after an interruption.
 */
export async function* runSweep(
  sweep: OpenSweep,
  workers: DesignWorkers,
  { known = new Map(), share, mayStart = () => true, onBounds }: SweepRunOptions = {},
): AsyncGenerator<DesignPoint> {
  const context = strategyContext(sweep, share);
  const rounds = await roundsOf(sweep, context, workers, onBounds);
  let points: DesignPoint[] = [];
  for (;;) {
    const { done, value: round } = rounds.next(points);
    if (done === true) return;
    points = [];
    for (const skipped of round.skipped) {
      if (!known.has(skipped.index)) yield skippedPoint(sweep, skipped);
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

async function roundsOf(
  sweep: OpenSweep,
  context: StrategyContext,
  workers: DesignWorkers,
  onBounds: SweepRunOptions['onBounds'],
): Promise<StrategyRounds> {
  const { strategy, objectives } = sweep.definition;
  switch (strategy.kind) {
    case 'grid':
      return gridRounds(context);
    case 'random':
      return randomRounds(context, strategy.count);
    case 'halton':
      return haltonRounds(context, strategy.count);
    case 'evolution':
      return evolutionRounds(context, strategy);
    case 'exact': {
      const bounds = await allBounds(sweep, context, workers, onBounds);
      return exactFrontRounds(context, objectives.length, bounds);
    }
  }
}

/** The bounds of every admitted design, by its number. */
async function allBounds(
  sweep: OpenSweep,
  context: StrategyContext,
  workers: DesignWorkers,
  onBounds: SweepRunOptions['onBounds'] = () => {},
): Promise<(index: number) => DesignBounds | undefined> {
  const width = sweep.definition.objectives.length;
  // Not a map of objects: a million designs would take 200 MB.
  const found = new Float64Array(context.space.size * width).fill(Number.NEGATIVE_INFINITY);
  const exceeding = new Uint8Array(context.space.size);
  const total = plannedDesigns(sweep);
  const answers = inParallel(admittedInTasks(context), workers.atOnce, async (indexes) => ({
    indexes,
    bounds: await workers.boundsOf(indexes),
  }));
  let done = 0;
  for await (const { indexes, bounds } of answers) {
    for (const [place, index] of indexes.entries()) {
      const one = bounds[place];
      if (one === undefined) continue;
      const { objectives, exceedsLimit } = designBounds(sweep, index, one);
      found.set(objectives, index * width);
      exceeding[index] = exceedsLimit ? 1 : 0;
    }
    done += indexes.length;
    onBounds(done, total);
  }
  return (index) => ({
    objectives: [...found.subarray(index * width, (index + 1) * width)],
    exceedsLimit: exceeding[index] === 1,
  });
}

/** The admitted designs, some at a time. */
function* admittedInTasks({ space, isAdmitted }: StrategyContext): Generator<readonly number[]> {
  let task: number[] = [];
  for (let index = 0; index < space.size; index++) {
    if (!isAdmitted(index)) continue;
    task.push(index);
    if (task.length < BOUNDS_PER_TASK) continue;
    yield task;
    task = [];
  }
  if (task.length > 0) yield task;
}

/** The area is exact: its bound and its figure are one computation. The others are lowered by what rounding may do. */
function designBounds({ definition, space }: OpenSweep, index: number, bounds: PointQuantities): DesignBounds {
  const lowered = Object.fromEntries(
    Object.entries(bounds).map(([name, bound]) => [
      name,
      bound === null || name === 'area' ? bound : belowRounding(bound),
    ]),
  );
  const objectives = definition.objectives.map(({ quantity }) => lowered[quantity] ?? Number.NEGATIVE_INFINITY);
  return { objectives, exceedsLimit: provenExcess(definition.limits, space.settingsAt(index), lowered).length > 0 };
}

function skippedPoint({ definition, space }: OpenSweep, { index, bounds, dominatedBy }: SkippedDesign): SkippedPoint {
  const quantities = Object.fromEntries(
    definition.objectives.map(({ quantity }, place) => {
      const bound = bounds[place] ?? Number.NEGATIVE_INFINITY;
      return [quantity, Number.isFinite(bound) ? bound : null];
    }),
  );
  const settings = space.settingsAt(index);
  return {
    point: index,
    settings,
    status: 'skipped',
    bounds: quantities,
    ...(dominatedBy === undefined
      ? { exceeds: provenExcess(definition.limits, settings, quantities) }
      : { dominatedBy }),
  };
}
