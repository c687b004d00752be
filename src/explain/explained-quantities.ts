import type { ExplainedCase } from './explained-case.ts';
import type { Figure } from './explained-quantity.ts';
import { energyFigures, energyTotals } from './formulas/energy.ts';
import { latencyFigures } from './formulas/latency.ts';
import { loadingFigures } from './formulas/loading.ts';
import { clockFigures, operationFigures } from './formulas/operations.ts';
import { stallFigures } from './formulas/stall.ts';
import { utilisationFigures } from './formulas/utilisation.ts';

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
