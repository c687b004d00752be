import { RandomStream } from '../../../../base/random.ts';
import { DesignEvaluator } from '../../../../sweep/evaluate/design-evaluator.ts';
import type { OpenSweep } from '../../../../sweep/plan/open-sweep.ts';
import { strategyContext } from '../../../../sweep/run/strategy-context.ts';
import { inRandomOrder } from '../../../../sweep/strategies/random-order.ts';

/** So long are designs evaluated here to learn how long one takes, and so many at most. */
const MOST_SECONDS = 5;
const MOST_DESIGNS = 24;

/** Minutes that a task should take: starting one takes a second or more. */
const MINUTES_PER_TASK = 10;

/** About how many seconds a design takes on one processor: the mean over some random ones, without the first half of them, in which code and searches are cold. */
export async function secondsPerDesign(sweep: OpenSweep): Promise<number> {
  const evaluator = new DesignEvaluator(sweep);
  const { isAdmitted } = strategyContext(sweep);
  const started = performance.now();
  const seconds: number[] = [];
  for (const index of inRandomOrder(sweep.space.size, RandomStream.named(0, 'timed designs'))) {
    if (!isAdmitted(index)) continue;
    const before = performance.now();
    await evaluator.evaluate(index);
    const now = performance.now();
    seconds.push((now - before) / 1000);
    if (seconds.length === MOST_DESIGNS || now - started > MOST_SECONDS * 1000) break;
  }
  const warm = seconds.slice(Math.floor(seconds.length / 2));
  return warm.reduce((sum, one) => sum + one, 0) / Math.max(1, warm.length);
}

/** How many tasks take some ten minutes each. @param most that the site allows. */
export function taskCount(designs: number, seconds: number, cpus: number, most: number): number {
  const wanted = Math.ceil((designs * seconds) / (cpus * MINUTES_PER_TASK * 60));
  return Math.max(1, Math.min(wanted, designs, most));
}
