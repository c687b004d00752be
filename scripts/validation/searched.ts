import { fileURLToPath } from 'node:url';
import { compileProblem, evaluateMapping } from '../../src/engine/index.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { spreadSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { fitRounds } from '../../src/search/spatial/fit-rounds.ts';
import { INPUTS, type PerModel } from './comparison.ts';

/* Layers of which a search chooses the mapping. Both models cost the same one, so that the columns differ by the models only. */

/** Files in examples/validation, or names of examples. */
export interface SearchInputs {
  readonly workload: string;
  readonly accelerator: string;
  readonly mapping: string;
  readonly opt: 'energy' | 'latency';
  /** Whether words that the array uses again in the next cycle are not read again; both models assume it by default. */
  readonly reuseAtPins?: boolean;
}

/** The best mapping of every layer that the default search finds by the reference model, costed by both. */
export async function searched({
  opt,
  reuseAtPins = true,
  ...files
}: SearchInputs): Promise<PerModel<readonly CostModelEvaluation[]>> {
  const { evaluations } = await getHardwarePerformance({
    workload: path(files.workload),
    accelerator: path(files.accelerator),
    mapping: path(files.mapping),
    opt,
  });
  const options = { accessSameDataConsideredAsNoAccess: reuseAtPins };
  return {
    reference: evaluations.map(({ layer, accelerator, spatialMapping, temporalMapping }) =>
      evaluateMapping(compileProblem(layer, accelerator, spatialMapping, options), temporalMapping),
    ),
    corrected: evaluations.map(({ layer, accelerator, spatialMapping, temporalMapping }) => {
      const fitted = spreadSpatialMapping(layer, accelerator, fitRounds(layer, accelerator, spatialMapping.source));
      const problem = compileProblem(layer, accelerator, fitted, { ...options, costModel: 'corrected' });
      return evaluateMapping(problem, temporalMapping);
    }),
  };
}

function path(file: string): string {
  return file.endsWith('.yaml') ? fileURLToPath(new URL(file, INPUTS)) : file;
}

/** Energy in pJ at the memory that lies furthest from the array. */
export function outermostEnergy({ levels }: CostModelEvaluation): number {
  return Object.values(levels.energyPerLevel).reduce((sum, ofOperand) => sum + (ofOperand.at(-1) ?? 0), 0);
}
