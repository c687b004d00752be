import { beforeAll, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { RandomStream } from '../../src/base/random.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import { COST_MODELS } from '../../src/model/cost-model.ts';
import { OPTIMISATION_CRITERIA } from '../../src/search/criteria.ts';
import { exampleAccelerators, randomDesign, variedDesign } from '../search/exact/random-designs.ts';
import { certified, verdictOf } from './support.ts';

/* Certificates of random small layers, as they are written, are accepted. More cases: CERTIFICATE_RUNS. */

const RUNS = Number(process.env.CERTIFICATE_RUNS ?? 6);

let accelerators: Accelerator[] = [];

beforeAll(async () => {
  accelerators = await exampleAccelerators();
});

test.each(COST_MODELS)(
  'certificates of random layers prove what they say by the %s model',
  { timeout: 600_000 },
  (costModel) => {
    const random = RandomStream.named(Number(process.env.CERTIFICATE_SEED ?? 1), 'certificates');
    let count = 0;
    for (let run = 0; run < RUNS; run++) {
      const design = costModel === 'corrected' ? variedDesign : randomDesign;
      const { layer, accelerator } = design(random, accelerators, 4);
      const most = [1, 3, undefined][run % 3];
      for (const objective of OPTIMISATION_CRITERIA) {
        try {
          const it = certified(layer, accelerator, objective, most, costModel);
          // The checker counts one cycle per operation, as every array that doesn't compute in memory takes.
          if (accelerator.operationalArray.cyclesPerOperation > 1) continue;
          expect(verdictOf(it), `run ${run}, ${objective}, ${accelerator.name}`).toEqual({ is: 'proven' });
          count++;
        } catch (error) {
          if (!(error instanceof MappingError)) throw error;
        }
      }
    }
    expect(count).toBeGreaterThan(2 * RUNS);
  },
);
