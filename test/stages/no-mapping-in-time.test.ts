import { expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { RunState } from '../../src/chain/control/run-control.ts';
import { TimeBudget } from '../../src/chain/control/time-budget.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../src/search/spatial/generate-spatial-mappings.ts';
import { searchHere } from '../../src/stages/fused-search/search-here.ts';
import { searchQuestion } from '../../src/stages/fused-search/search-question.ts';
import { exampleAccelerator, matrixProduct } from '../support.ts';

/** A search of hours whose first orders all overflow a memory. */
async function questionWithoutAnswer() {
  const accelerator = await exampleAccelerator('gemm_l1');
  const layer = matrixProduct({ D: 30_030, C: 240_240, K: 30_030 });
  const choice = { nbMappingsGenerated: 3, enableMixSpatialMappingGeneration: false };
  const [mapping] = generateSpatialMappings(layer, accelerator, choice);
  if (mapping === undefined) throw new Error('no spatial mapping');
  const spatialMapping = convertSpatialMapping(layer, accelerator, mapping);
  const search = {
    lomaLpfLimit: null,
    temporalMappingType: 'uneven',
    accessSameDataConsideredAsNoAccess: true,
  } as const;
  return searchQuestion('latency', { layer, accelerator, spatialMapping, ...search }, undefined);
}

test('a search that should end and has found nothing ends after its overtime', async () => {
  const run = new RunState(new Date(), undefined, undefined, TimeBudget.of(0));
  const control = { signal: new AbortController().signal, progress: () => {}, warn: () => {}, place: {}, run };
  const steps = searchHere(await questionWithoutAnswer(), control, () => true, 0);
  let found: unknown;
  try {
    steps.next();
  } catch (error) {
    found = error;
  }
  if (!(found instanceof MappingError)) throw found;
  expect(found.diagnostic).toMatchObject({
    code: 'ZZ4428',
    message: expect.stringMatching(
      /^the search for layer .+ was ended before it found a mapping that fits gemm_l1; searched: /,
    ),
  });
});
