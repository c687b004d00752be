import type { StrategyContext, StrategyRounds } from './strategy.ts';

/** Every admitted design, in the order of the numbers. Nothing is listed: the designs are made while they are read. */
export function* gridRounds(context: StrategyContext): StrategyRounds {
  yield { evaluate: gridDesigns(context), skipped: [], needsPoints: false };
}

function* gridDesigns({ space, isAdmitted }: StrategyContext): Generator<number, void> {
  for (let index = 0; index < space.size; index++) {
    if (isAdmitted(index)) yield index;
  }
}
