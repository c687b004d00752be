import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AcceleratorParserStage,
  CostModelStage,
  forEachValue,
  ListifyStage,
  LomaStage,
  MainStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  MultiProcessingGatherStage,
  MultiProcessingSpawnStage,
  minimalBy,
  observe,
  RemoveExtraInfoStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  type StageResult,
  SumStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { plainData } from '../../src/stages/save/plain-results.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/*
 * Chains put together at random. However a chain is run, it must give the same results in the same order: with the fast search or
 * stage by stage, on one thread or several, as a list or as a stream.
 */

const RUNS = Number(process.env.CHAIN_RUNS ?? 40);

const MINIMAL = [
  MinimalLatencyStage,
  MinimalEnergyStage,
  MinimalEDPStage,
  minimalBy('MinimalSumStage', ({ energy, latency }) => energy + latency),
];

/** A stage that only looks on, keeps the best, or drops extra information. */
const passive = fc.constantFrom<StageClass>(
  ...MINIMAL,
  RemoveExtraInfoStage,
  observe('LookStage', () => undefined),
);
const minimal = fc.constantFrom<StageClass>(...MINIMAL);
const some = (stage: fc.Arbitrary<StageClass>): fc.Arbitrary<StageClass[]> => fc.array(stage, { maxLength: 2 });

interface RandomChain {
  /** Above the loop over layers. */
  readonly top: readonly StageClass[];
  /** Above the search of a layer. */
  readonly perLayer: readonly StageClass[];
  /** From the spatial mappings down. */
  readonly search: readonly StageClass[];
}

const searches = fc
  .tuple(minimal, fc.boolean(), some(passive))
  .chain(([best, fusible, between]) =>
    fc.constant([
      ...(fusible ? [best, SpatialMappingGeneratorStage, best] : [SpatialMappingGeneratorStage, ...between, best]),
      LomaStage,
      CostModelStage,
    ]),
  );

const chains: fc.Arbitrary<RandomChain> = fc.record({
  top: fc.oneof(
    fc.constant([]),
    fc.constant([SumStage]),
    fc.constant([ListifyStage]),
    fc.constant([forEachValue('temporalMappingType', ['uneven', 'even'])]),
    fc.constant([forEachValue('temporalMappingType', ['uneven', 'even']), SumStage]),
  ),
  perLayer: some(passive),
  search: searches,
});

const size = fc.constantFrom(1, 2, 3, 4, 6, 8);
const inputs = fc.record({
  // A layer with a large size may not fit: then every way must fail alike.
  layers: fc.array(fc.tuple(size, size, fc.constantFrom(1, 2, 4, 6, 40)), { minLength: 1, maxLength: 3 }),
  registerBits: fc.constantFrom(128, 256, 1024),
  lomaLpfLimit: fc.constantFrom(2, 3, 4),
  nbMappingsGenerated: fc.constantFrom(1, 2, 3),
});

interface Inputs {
  readonly layers: readonly (readonly [number, number, number])[];
  readonly registerBits: number;
  readonly lomaLpfLimit: number;
  readonly nbMappingsGenerated: number;
}

function argumentsOf({ layers, registerBits, ...limits }: Inputs): object {
  return {
    workload: layers.map((sizes, id) => matrixProduct(id, `layer${id}`, sizes)),
    accelerator: rowOfUnits({ registers: memory(registerBits), buffer: memory(8 * 1024) }),
    mapping: [FREE_MAPPING],
    ...limits,
  };
}

function stagesOf({ top, perLayer, search }: RandomChain): StageClass[] {
  return [WorkloadParserStage, AcceleratorParserStage, ...top, WorkloadStage, ...perLayer, ...search];
}

/** All results as data, or why there are none. */
async function outcome(run: () => Promise<readonly StageResult[]>): Promise<unknown> {
  try {
    return (await run()).map(plainData);
  } catch (error) {
    return String(error);
  }
}

const run = (stages: readonly StageClass[], args: object): Promise<unknown> =>
  outcome(() => MainStage.from(stages, args).run());

async function streamed(stages: readonly StageClass[], args: object): Promise<unknown> {
  return outcome(async () => {
    const results: StageResult[] = [];
    for await (const result of MainStage.from(stages, args).stream()) results.push(result);
    return results;
  });
}

describe('a random chain gives the same', () => {
  let found = 0;
  let failed = 0;

  test('with the fast search and stage by stage, as a list and as a stream', async () => {
    await fc.assert(
      fc.asyncProperty(chains, inputs, async (chain, input) => {
        const [stages, args] = [stagesOf(chain), argumentsOf(input)];
        const listed = await run(stages, args);
        if (typeof listed === 'string') failed++;
        else found++;
        expect(await run(stages, { ...args, fuse: false })).toEqual(listed);
        expect(await streamed(stages, args)).toEqual(listed);
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(RUNS / 4);
    expect(failed).toBeGreaterThan(0);
  });

  test('with any number of worker threads for its searches', async () => {
    await fc.assert(
      fc.asyncProperty(chains, inputs, fc.constantFrom(2, 3), async (chain, input, workers) => {
        const [stages, args] = [stagesOf(chain), argumentsOf(input)];
        expect(await run(stages, { ...args, workers })).toEqual(await run(stages, args));
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });

  test('with its layers as tasks of worker threads', async () => {
    // Threads find stages by name, so only built-in stages can stand below the spawning stage.
    const builtIn = fc.constantFrom<StageClass>(...MINIMAL.slice(0, 3));
    const cases = fc.record({
      best: builtIn,
      collect: fc.constantFrom<StageClass[]>([], [SumStage], [ListifyStage]),
      input: inputs,
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ best, collect, input }) => {
        const args = argumentsOf(input);
        const search = [best, SpatialMappingGeneratorStage, best, LomaStage, CostModelStage];
        const parsers = [WorkloadParserStage, AcceleratorParserStage];
        const plain = [...parsers, ...collect, WorkloadStage, ...search];
        const parallel = [
          ...parsers,
          ...collect,
          MultiProcessingGatherStage,
          WorkloadStage,
          MultiProcessingSpawnStage,
          ...search,
        ];
        expect(await run(parallel, { ...args, nbMultiprocessingThreads: 2 })).toEqual(await run(plain, args));
      }),
      // Threads that ran stages are not used again, so every case starts new ones.
      { numRuns: Math.ceil(RUNS / 20) },
    );
  });
});
