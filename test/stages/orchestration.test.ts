import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { SearchAnswers } from '../../src/stages/fused-search/search-answers.ts';
import { searchQuestion } from '../../src/stages/fused-search/search-question.ts';
import { MainStage, SimpleSaveStage, WorkloadStage } from '../../src/stages/index.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { exampleAccelerator, matrixProduct as matrixProductLayer } from '../support.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { PARSERS, RESNET, SEARCH } from './chains.ts';

describe('the answer that nothing is better than a cost', () => {
  const answer = { mapping: undefined, toBeat: { energy: 5, latency: 10 } };
  const costs = (latency: number) => ({ energy: 5, latency });

  test.each([
    ['holds for the same cost', costs(10), true],
    ['holds for a lower cost', costs(9), true],
    ['does not hold for a higher cost', costs(11), false],
    ['does not hold where every cost will do', undefined, false],
  ])('%s', async (_, toBeat, isKnown) => {
    const accelerator = await exampleAccelerator('tpu_like');
    const layer = matrixProductLayer({ D: 4, C: 4, K: 4 });
    const args = {
      layer,
      accelerator,
      spatialMapping: convertSpatialMapping(layer, accelerator, []),
      accessSameDataConsideredAsNoAccess: true,
      lomaLpfLimit: 6,
      temporalMappingType: 'uneven' as const,
    };
    const answers = new SearchAnswers();
    answers.add(searchQuestion('latency', args, answer.toBeat), answer);
    expect(answers.known(searchQuestion('latency', args, toBeat))).toBe(isKnown ? answer : undefined);
  });
});

test('of several spatial mappings that do not fit, the one that comes closest explains why', async () => {
  // Units unrolled by K 6 need 8 + 32 + 64 bits of registers; other unrollings need more.
  const run = getHardwarePerformance({
    workload: [matrixProduct(0, 'product', [8, 8, 8])],
    accelerator: rowOfUnits({ registers: memory(100), only: memory(8 * 8 * 8 * 4) }),
    mapping: [FREE_MAPPING],
  });
  const failure = await run.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MappingError);
  expect(String(failure)).toContain('enlarge "registers" to 104 bits');
});

test('files of layers are numbered in the order of the layers, whatever the number of threads', async () => {
  const written = async (workers: number): Promise<unknown[]> => {
    const folder = temporaryFolder();
    const filenamePattern = `${folder}/{index}-{layer}.json`;
    await MainStage.from([...PARSERS, WorkloadStage, SimpleSaveStage, ...SEARCH], {
      ...RESNET,
      filenamePattern,
      workers,
    }).run();
    return readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]);
  };
  expect(await written(2)).toEqual(await written(1));
});
