import { provenExcess } from '../evaluate/limits.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import type { PointQuantities } from '../points/design-point.ts';
import { belowRounding, type DesignBounds } from '../strategies/bound-table.ts';
import type { StrategyContext } from '../strategies/strategy.ts';
import type { DesignWorkers } from './design-workers.ts';
import { inParallel } from './in-parallel.ts';
import { plannedDesigns } from './planned-designs.ts';

/** So many designs are bounded by one task of a thread. */
const BOUNDS_PER_TASK = 64;

/** Who computes bounds, and who hears of them. */
export interface Bounding {
  readonly workers: DesignWorkers;
  /** False ends it: some designs have no bounds then. */
  readonly mayStart: () => boolean;
  /** Gets the designs whose bounds exceed a limit. */
  readonly exceeded: ExceededLimits;
  readonly onBounds?: ((done: number, total: number) => void) | undefined;
}

/** The bounds of every admitted design, by its number. */
export async function allBounds(
  sweep: OpenSweep,
  context: StrategyContext,
  { workers, mayStart, exceeded, onBounds = () => {} }: Bounding,
): Promise<(index: number) => DesignBounds | undefined> {
  const width = sweep.definition.objectives.length;
  // Not a map of objects: a million designs would take 200 MB.
  const found = new Float64Array(context.space.size * width).fill(Number.NEGATIVE_INFINITY);
  const total = plannedDesigns(sweep);
  const bound = async (indexes: readonly number[]) => ({ indexes, bounds: await workers.boundsOf(indexes) });
  const answers = inParallel(admittedInTasks(context), workers.atOnce, bound, mayStart);
  let done = 0;
  for await (const { indexes, bounds } of answers) {
    for (const [place, index] of indexes.entries()) {
      const one = bounds[place];
      if (one === undefined) continue;
      const lowered = loweredByRounding(one);
      const objectives = sweep.definition.objectives.map(
        ({ quantity }) => lowered[quantity] ?? Number.NEGATIVE_INFINITY,
      );
      found.set(objectives, index * width);
      exceeded.add(index, lowered);
    }
    done += indexes.length;
    onBounds(done, total);
  }
  return (index) => ({
    objectives: [...found.subarray(index * width, (index + 1) * width)],
    exceedsLimit: exceeded.has(index),
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
function loweredByRounding(bounds: PointQuantities): PointQuantities {
  return Object.fromEntries(
    Object.entries(bounds).map(([name, bound]) => [
      name,
      bound === null || name === 'area' ? bound : belowRounding(bound),
    ]),
  );
}

/** Which limits each design exceeds by its bounds. The designs share the lists. */
export class ExceededLimits {
  private readonly sweep: OpenSweep;
  private readonly lists: (readonly string[])[] = [[]];
  private readonly placeOfList = new Map<string, number>([['', 0]]);
  /** Place of the list of each design; made when it is needed. */
  private places = new Uint32Array(0);

  constructor(sweep: OpenSweep) {
    this.sweep = sweep;
  }

  add(index: number, bounds: PointQuantities): void {
    const { definition, space } = this.sweep;
    if (definition.limits.length === 0) return;
    const list = provenExcess(definition.limits, space.settingsAt(index), bounds);
    const key = list.join('\n');
    const place = this.placeOfList.get(key) ?? this.lists.push(list) - 1;
    this.placeOfList.set(key, place);
    if (this.places.length === 0) this.places = new Uint32Array(space.size);
    this.places[index] = place;
  }

  has(index: number): boolean {
    return (this.places[index] ?? 0) > 0;
  }

  /** As the file writes them. */
  limitsOf(index: number): readonly string[] {
    return this.lists[this.places[index] ?? 0] ?? [];
  }
}
