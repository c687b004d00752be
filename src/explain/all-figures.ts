import type { ExplainedCase } from './explained-case.ts';
import type { Figure } from './figure.ts';
import { energyFigures, energyTotals } from './figures/energy-figures.ts';
import { latencyFigures } from './figures/latency-figures.ts';
import { loadingFigures } from './figures/loading-figures.ts';
import { clockFigures, operationFigures } from './figures/operation-figures.ts';
import { stallFigures } from './figures/stall-figures.ts';
import { utilisationFigures } from './figures/utilisation-figures.ts';

/** Every figure of an evaluation that can be explained, in the order in which they are listed. */
export function allFigures(explained: ExplainedCase): readonly Figure[] {
  return [
    ...energyTotals(explained),
    ...operationFigures(explained),
    ...energyFigures(explained),
    ...latencyFigures(explained),
    ...loadingFigures(explained),
    ...utilisationFigures(explained),
    ...clockFigures(explained),
    ...stallFigures(explained),
  ];
}
