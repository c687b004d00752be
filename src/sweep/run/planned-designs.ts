import { MOST_LOOKED_AT } from '../plan/check-space.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import { strategyContext } from './strategy-context.ts';

const counted = new WeakMap<OpenSweep, number>();

/** How many designs a sweep means to look at, at most. */
export function plannedDesigns(sweep: OpenSweep): number {
  const { strategy } = sweep.definition;
  const admitted = counted.get(sweep) ?? admittedDesigns(sweep);
  counted.set(sweep, admitted);
  if (strategy.kind === 'random' || strategy.kind === 'halton') return Math.min(admitted, strategy.count);
  if (strategy.kind === 'evolution') return Math.min(admitted, strategy.population * strategy.generations);
  return admitted;
}

function admittedDesigns(sweep: OpenSweep): number {
  const { space, definition } = sweep;
  if (definition.conditions.length === 0 || space.size > MOST_LOOKED_AT) return space.size;
  const { isAdmitted } = strategyContext(sweep);
  let count = 0;
  for (let index = 0; index < space.size; index++) if (isAdmitted(index)) count++;
  return count;
}
