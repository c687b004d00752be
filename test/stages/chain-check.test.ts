import { describe, expect, test } from 'vitest';
import {
  AcceleratorParserStage,
  ChainError,
  CostModelStage,
  ExploitInterLayerDataLocalityStage,
  LomaStage,
  MainStage,
  MinimalLatencyStage,
  SimpleSaveStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  SumStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';

const INPUTS = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' };

/** The problems of a chain, as one text; empty if it is accepted. */
function problemsOf(stages: readonly unknown[], args: object): string {
  try {
    MainStage.from(stages as readonly StageClass[], args);
    return '';
  } catch (error) {
    if (error instanceof ChainError) return error.problems.join('\n');
    throw error;
  }
}

const WHOLE: readonly StageClass[] = [
  WorkloadParserStage,
  AcceleratorParserStage,
  WorkloadStage,
  MinimalLatencyStage,
  SpatialMappingGeneratorStage,
  LomaStage,
  CostModelStage,
];

describe('a chain is refused when built', () => {
  test('not when it is sound', () => {
    expect(problemsOf(WHOLE, INPUTS)).toBe('');
    expect(problemsOf([SumStage, ...WHOLE], INPUTS)).toBe('');
  });

  test('with an empty list', () => {
    expect(problemsOf([], INPUTS)).toBe('the list of stages is empty; end it with CostModelStage');
  });

  test('when an entry is no stage', () => {
    expect(problemsOf([...WHOLE, 3], INPUTS)).toBe('item 8 (3) is not a stage class');
  });

  test('when a parser is missing although argument and object share the name', () => {
    const stages = WHOLE.filter((stage) => stage !== AcceleratorParserStage);
    expect(problemsOf(stages, INPUTS)).toContain(
      `WorkloadStage (stage 2) needs 'accelerator' as Accelerator, but the argument is "gemm_l1": put AcceleratorParserStage above it`,
    );
    expect(problemsOf(stages, INPUTS).split('\n').length).toBe(1);
  });

  test('when a required argument is missing, with the slip that may be the cause', () => {
    expect(problemsOf(WHOLE, { workload: 'gemm', acelerator: 'gemm_l1', mapping: 'gemm_l1' })).toContain(
      `AcceleratorParserStage (stage 2) needs 'accelerator' (path, example name or accelerator description): pass 'accelerator' to MainStage; did you mean "acelerator"?`,
    );
  });

  test('when an argument is misspelt', () => {
    expect(problemsOf(WHOLE, { ...INPUTS, lomaLpfLimt: 3 })).toBe(
      `no stage uses the argument 'lomaLpfLimt'; did you mean "lomaLpfLimit"?`,
    );
  });

  test('but not for an argument of a stage that is commented out', () => {
    expect(problemsOf(WHOLE, { ...INPUTS, dumpFolder: 'out' })).toBe('');
  });

  test('when an option has the wrong type', () => {
    expect(problemsOf(WHOLE, { ...INPUTS, lomaLpfLimit: 'six' })).toBe(
      `LomaStage (stage 6): 'lomaLpfLimit' must be a whole number of at least 1, or null, not "six"`,
    );
  });

  test('when one argument is given under two names', () => {
    expect(problemsOf(WHOLE, { ...INPUTS, accelerator_path: 'x' })).toBe(
      `'accelerator' and 'accelerator_path' are the same argument: give one of them`,
    );
  });

  test('when the last stage is no leaf, or a leaf is not last', () => {
    expect(problemsOf(WHOLE.slice(0, -1), INPUTS)).toBe(
      'LomaStage (stage 6) cannot be the last stage: end the chain with a stage that yields evaluations, such as CostModelStage',
    );
    expect(problemsOf([...WHOLE, CostModelStage], INPUTS)).toContain(
      'CostModelStage (stage 7) must be the last stage of the chain, but one more stage follows: move it to the end',
    );
  });

  test('when an asynchronous stage stands below a synchronous one', () => {
    const stages = [
      WorkloadParserStage,
      AcceleratorParserStage,
      WorkloadStage,
      SpatialMappingGeneratorStage,
      LomaStage,
      AcceleratorParserStage,
      CostModelStage,
    ];
    expect(problemsOf(stages, INPUTS)).toContain(
      'AcceleratorParserStage (stage 6) is asynchronous but stands below LomaStage, which is synchronous: move it above LomaStage',
    );
  });

  test('when a stage for single layers stands above a sum', () => {
    expect(problemsOf([MinimalLatencyStage, SumStage, ...WHOLE], INPUTS)).toContain(
      'MinimalLatencyStage (stage 1) compares single-layer results, but SumStage below it yields a total: move it below SumStage',
    );
  });

  test('when locality is exploited but was not searched', () => {
    const stages = WHOLE.flatMap((stage) =>
      stage === MinimalLatencyStage ? [ExploitInterLayerDataLocalityStage, stage] : [stage],
    );
    expect(problemsOf(stages, INPUTS)).toContain(
      `ExploitInterLayerDataLocalityStage (stage 4) needs 'dataLocality' (DataLocality): put SearchInterLayerDataLocalityStage above it`,
    );
  });

  test('with every problem at once', () => {
    const text = problemsOf([SimpleSaveStage, WorkloadStage, LomaStage], { workload: 'gemm', lomaLpfLimt: 3 });
    expect(text.split('\n').length).toBeGreaterThanOrEqual(5);
  });
});

describe('the compiler refuses', () => {
  test('chains that lack a stage', () => {
    expect(
      () =>
        new MainStage(
          // @ts-expect-error: no AcceleratorParserStage above WorkloadStage
          [WorkloadParserStage, WorkloadStage, SpatialMappingGeneratorStage, LomaStage, CostModelStage],
          INPUTS,
        ),
    ).toThrow(ChainError);
  });

  test('missing arguments', () => {
    const withoutMapping = { workload: 'gemm', accelerator: 'gemm_l1' };
    // @ts-expect-error: no mapping
    expect(() => new MainStage([WorkloadParserStage, CostModelStage], withoutMapping)).toThrow(ChainError);
  });
});
