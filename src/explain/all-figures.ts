import type { ExplainedCase } from './explained-case.ts';
import type { Figure } from './figure.ts';
import { energyFigures } from './figures/energy-figures.ts';
import { latencyFigures } from './figures/latency-figures.ts';

/** Every figure of an evaluation that can be explained, in the order in which they are listed. */
export function allFigures(explained: ExplainedCase): readonly Figure[] {
  return [...energyFigures(explained), ...latencyFigures(explained)];
}
