import type { OpenSweep } from '../plan/open-sweep.ts';
import { gridRounds } from '../strategies/grid.ts';
import { haltonRounds, randomRounds } from '../strategies/samples.ts';
import type { StrategyRounds } from '../strategies/strategy.ts';
import { type SweepShare, strategyContext } from './strategy-context.ts';

/**
 * The designs of a sweep, or of a share of it, where they are known before any is evaluated: those of a grid or of samples. Undefined for strategies
 * that look at points. The list is made while it is read.
 */
export function listedDesigns(sweep: OpenSweep, share: SweepShare): Iterable<number> | undefined {
  const { strategy } = sweep.definition;
  switch (strategy.kind) {
    case 'grid':
      return designsOf(gridRounds(strategyContext(sweep, share)));
    case 'random':
      return sharedOut(designsOf(randomRounds(strategyContext(sweep), strategy.count)), share);
    case 'halton':
      return sharedOut(designsOf(haltonRounds(strategyContext(sweep), strategy.count)), share);
    default:
      return undefined;
  }
}

function* designsOf(rounds: StrategyRounds): Generator<number, void> {
  for (let step = rounds.next([]); !step.done; step = rounds.next([])) yield* step.value.evaluate;
}

/** Every share gets the same number of samples, or one less. */
function* sharedOut(designs: Iterable<number>, { index, count }: SweepShare): Generator<number, void> {
  let place = 0;
  for (const design of designs) if (place++ % count === index) yield design;
}
