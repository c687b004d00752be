import type { DesignPoint } from '../points/design-point.ts';
import { GrowingFront } from './growing-front.ts';
import type { StrategyContext } from './strategy.ts';

/** What tells whether a point is on the front. */
export type FrontContext = Pick<StrategyContext, 'objectivesOf' | 'excessOf'>;

/** The front of points that come one after the other, in any order. It keeps the members of the front alone, so that millions of points may pass. */
export class FrontKeeper {
  private readonly context: FrontContext;
  private readonly growing = new GrowingFront();

  constructor(context: FrontContext) {
    this.context = context;
  }

  /** Points beyond the limits, and points without objectives, count for nothing. */
  add(point: DesignPoint): void {
    const objectives = this.context.objectivesOf(point);
    if (objectives !== undefined && this.context.excessOf(point) <= 0) this.growing.add(objectives, point.point);
  }

  /** Numbers of the designs on the front, ascending in the first objective, then in the next ones. Of equal designs the least number. */
  get front(): number[] {
    return this.growing.members.map(({ index }) => index);
  }

  /** The best design in the first objective, of equal ones in the next ones, then the least number; undefined where no point is within the limits. */
  get best(): number | undefined {
    return this.growing.members[0]?.index;
  }

  /** A design on the front that keeps a design with these lower bounds of its objectives off it; undefined where there is none. */
  dominatorOf(bounds: ArrayLike<number>, index: number): number | undefined {
    return this.growing.dominatorOf(bounds, index);
  }
}

/** Front and best design of some points. */
export function frontOf(
  points: Iterable<DesignPoint>,
  context: FrontContext,
): { readonly front: readonly number[]; readonly best: number | undefined } {
  const keeper = new FrontKeeper(context);
  for (const point of points) keeper.add(point);
  return { front: keeper.front, best: keeper.best };
}
