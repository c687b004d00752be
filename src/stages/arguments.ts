import type { MappingError } from '../base/diagnostic.ts';
import {
  flag,
  type Kind,
  kind,
  maybe,
  type OptionKind,
  oneOf,
  optional,
  path,
  positiveInteger,
  positiveNumber,
} from '../chain/kind.ts';
import type { StageResult } from '../chain/stage.ts';
import type { PendingResults } from '../chain/workers/pending-results.ts';
import type { ChainTask } from '../chain/workers/protocol.ts';
import type { CompiledProblem } from '../engine/problem/compiled-problem.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { COST_MODELS, type CostModelName } from '../model/cost-model.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import type { MemoryLevelSpatialMapping } from '../model/mapping/spatial-mapping.ts';
import type { TemporalMapping, TemporalMappingType } from '../model/mapping/temporal-mapping.ts';
import type { Layer } from '../model/workload/layer.ts';
import type { Workload } from '../model/workload/workload.ts';
import type { FileAccess } from '../platform/file-access.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../search/criteria.ts';
import type { DataLocality } from '../search/locality/data-locality.ts';

/*
 * The arguments of the built-in stages: one declaration each, used by every stage that needs it. Names follow the reference's
 * (snake_case → camelCase); `argument-names.ts` lists the older spellings that are accepted.
 */

/** A path, the name of a built-in example, parsed YAML content, or the bytes of an ONNX model. */
export type WorkloadInput = string | Uint8Array | readonly unknown[];
/** A path, the name of a built-in example, or parsed YAML content. */
export type MappingInput = string | readonly unknown[];
/** A path, the name of a built-in example, parsed YAML content, or an accelerator already built. */
export type AcceleratorInput = string | Readonly<Record<string, unknown>> | Accelerator;

export const workloadInput: Kind<WorkloadInput> = kind(
  'path, example name, list of layers or ONNX bytes',
  (value): value is WorkloadInput => typeof value === 'string' || value instanceof Uint8Array || Array.isArray(value),
);

export const mappingInput: Kind<MappingInput> = kind(
  'path, example name or list of mapping entries',
  (value): value is MappingInput => typeof value === 'string' || Array.isArray(value),
);

export const acceleratorInput: Kind<AcceleratorInput> = kind(
  'path, example name or accelerator description',
  (value): value is AcceleratorInput => typeof value === 'string' || isRecord(value),
);

export const workload: Kind<Workload> = kind(
  'Workload',
  (value): value is Workload => isRecord(value) && 'nodes' in value && 'layers' in value,
);

/** Called with the network once it has been read. */
export const onWorkload: OptionKind<((network: Workload) => void) | undefined> = maybe(
  kind('function', (value): value is (network: Workload) => void => typeof value === 'function'),
);

/** Called with the costs of the operators without multiply-accumulates. */
export const onOtherOperators: OptionKind<((evaluations: readonly TrafficEvaluation[]) => void) | undefined> = maybe(
  kind(
    'function',
    (value): value is (evaluations: readonly TrafficEvaluation[]) => void => typeof value === 'function',
  ),
);

export const accelerator: Kind<Accelerator> = kind('Accelerator', isAccelerator);

export const layer: Kind<Layer> = kind(
  'Layer',
  (value): value is Layer => isRecord(value) && 'operationCount' in value && 'operands' in value,
);

export const spatialMapping: Kind<MemoryLevelSpatialMapping> = kind(
  'SpatialMapping',
  (value): value is MemoryLevelSpatialMapping => isRecord(value) && 'fractional' in value && 'integer' in value,
);

/** Name or id of the only layer that is wanted; all without it. */
export const chosenLayer: OptionKind<string | undefined> = maybe(
  kind('name or id of a layer', (value): value is string => typeof value === 'string'),
);

/** The spatial mapping of the stages above, for stages that find their own without. */
export const givenSpatialMapping: OptionKind<MemoryLevelSpatialMapping | undefined> = maybe(spatialMapping);

export const temporalMapping: Kind<TemporalMapping> = kind(
  'TemporalMapping',
  (value): value is TemporalMapping => isRecord(value) && 'loops' in value && 'boundaries' in value,
);

const FILE_OPERATIONS: readonly (keyof FileAccess)[] = [
  'read',
  'exists',
  'list',
  'readExample',
  'resolve',
  'write',
  'checkWritable',
];

/** Files the run may touch; the platform's own when not given. */
export const files: OptionKind<FileAccess | undefined> = maybe(
  kind('file access', (value): value is FileAccess => FILE_OPERATIONS.every((name) => isCallable(value, name))),
);

/** Whether memory costs are estimated as the reference does, mistakes included (docs/parity-quirks.md#memory-cost-estimation). */
export const memoryCostParity: OptionKind<boolean> = optional(flag, false);

/** Folder for result files; may have placeholders (docs/stages.md#file-names). */
export const dumpFolder: OptionKind<string | undefined> = maybe(path);

/** Name of result files, with placeholders (docs/stages.md#file-names). */
export const filenamePattern: OptionKind<string | undefined> = maybe(path);

/** The same for stages that cannot do without it. */
export const requiredFilenamePattern: Kind<string> = path;

/** File for all results: a Python pickle, or JSON where it ends in `.json`. */
export const resultsFilename: Kind<string> = path;

/** Picture of all mappings, ending in `.svg` or `.png`; may have placeholders. */
export const plotFilenamePattern: Kind<string> = kind(
  'file name ending in .svg or .png',
  (value): value is string => typeof value === 'string' && /\.(svg|png)$/i.test(value),
);

/** Folder for result files, for stages that cannot do without it. */
export const requiredDumpFolder: Kind<string> = path;

/** Most loops that LOMA permutes; null for no limit. */
export const lomaLpfLimit: OptionKind<number | null> = optional(
  kind(
    'a whole number of at least 1, or null',
    (value): value is number | null => value === null || positiveInteger.is(value),
  ),
  null,
);

/** Whether MainStage draws a bar over the temporal mappings on standard error, where that is a terminal. */
export const lomaShowProgressBar: OptionKind<boolean> = optional(flag, false);

export const temporalMappingType: OptionKind<TemporalMappingType> = optional(oneOf(['uneven', 'even']), 'uneven');

const criterion: Kind<OptimisationCriterion> = oneOf(OPTIMISATION_CRITERIA);

/** What the nearest Minimal stage above minimises; Minimal stages set it. */
export const optimisationCriterion: OptionKind<OptimisationCriterion | undefined> = maybe(criterion);

/** What the nearest Minimal stage above minimises, where a tolerance lets it choose; Minimal stages set it. */
export const minimalAbove: OptionKind<OptimisationCriterion | undefined> = maybe(criterion);

/** Share of the best objective within which the other cost decides: energy, or latency where energy is the objective. */
export const tolerance: OptionKind<number> = optional(
  kind(
    'a share of at least 0 and below 1, such as 0.01 for 1 %',
    (value): value is number => typeof value === 'number' && value >= 0 && value < 1,
  ),
  0,
);
/** What BoundStage bounds. */
export const boundCriterion: OptionKind<OptimisationCriterion> = optional(criterion, 'latency');

/** Steps of every SALSA chain. */
export const salsaIterationNumber: OptionKind<number> = optional(positiveInteger, 1000);

/** Relative deterioration that SALSA first accepts with probability 1/e. */
export const salsaStartTemperature: OptionKind<number> = optional(positiveNumber, 0.05);

/** What SALSA minimises; by default what the Minimal stage above does, else energy. */
export const salsaOptCriterion: OptionKind<OptimisationCriterion | undefined> = maybe(criterion);

/** Worker threads that share the SALSA chains. Does not change the result. */
export const salsaNumberOfCore: OptionKind<number> = optional(positiveInteger, 1);

/** Independent SALSA chains; the best of all counts. */
export const salsaNumberOfChains: OptionKind<number> = optional(positiveInteger, 4);

/** Seed of SALSA's random numbers. */
export const salsaSeed: OptionKind<number> = optional(
  kind('a whole number of at least 0', (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0),
  0,
);

/** Worker threads of the multiprocessing stages; as many as the machine has processors when not given. */
export const nbMultiprocessingThreads: OptionKind<number | undefined> = maybe(positiveInteger);

/** Sizes of the symbolic dimensions of an ONNX model, by name. */
export const dimensionValues: OptionKind<Readonly<Record<string, number>>> = optional(
  kind(
    'sizes by name, whole numbers of at least 1',
    (value): value is Readonly<Record<string, number>> =>
      isRecord(value) && Object.values(value).every(positiveInteger.is),
  ),
  {},
);

/** Shapes of the inputs of an ONNX model, by name. */
export const inputShapes: OptionKind<Readonly<Record<string, readonly number[]>>> = optional(
  kind(
    'shapes by name, lists of whole numbers of at least 1',
    (value): value is Readonly<Record<string, readonly number[]>> =>
      isRecord(value) && Object.values(value).every((shape) => Array.isArray(shape) && shape.every(positiveInteger.is)),
  ),
  {},
);

/** Whether nodes of an ONNX model that cannot be read are left out, with a warning. */
export const skipUnreadable: OptionKind<boolean> = optional(flag, false);

/** Where the bits of the operands of an ONNX model come from. Left out: as `default`, with a warning where the file says otherwise. */
export const onnxPrecision: OptionKind<'default' | 'file' | undefined> = maybe(oneOf(['default', 'file']));

/** Called with every layer that has no mapping: then the run goes on without it. */
export const onInfeasible: OptionKind<((error: MappingError) => void) | undefined> = maybe(
  kind('function', (value): value is (error: MappingError) => void => typeof value === 'function'),
);

/**
 * Threads that search for temporal mappings at the same time; `auto` for as many as the machine has processors. Above 1, the chain below
 * WorkloadStage runs for several layers at once. Does not change any result.
 */
export const workers: OptionKind<number | 'auto'> = optional(
  kind(
    'a whole number of at least 1, or "auto"',
    (value): value is number | 'auto' => value === 'auto' || positiveInteger.is(value),
  ),
  1,
);

/** Sends a task to the worker threads; undefined when the caller has to do it. MultiProcessingGatherStage sets it. */
export const multiprocessingCallback: Kind<(task: ChainTask) => PendingResults | undefined> = kind(
  'task queue',
  (value): value is (task: ChainTask) => PendingResults | undefined => typeof value === 'function',
);

/** Order in which MultiProcessingGatherStage yields: that of the tasks, or that of their completion. */
export const multiprocessingResultOrder: OptionKind<'task' | 'completion'> = optional(
  oneOf(['task', 'completion']),
  'task',
);

/** Spatial mappings to search per layer. */
export const nbMappingsGenerated: OptionKind<number> = optional(positiveInteger, 3);

/** Most spatial mappings of the generator that the exact search considers; all by default. */
export const exactSpatialMappings: OptionKind<number | undefined> = maybe(positiveInteger);

/** Share by which the answer of the exact search may miss the optimum; at most 1. */
export const exactGap: OptionKind<number> = optional(
  kind(
    'a share from 0 to 1, such as 0.01',
    (value): value is number => typeof value === 'number' && value >= 0 && value <= 1,
  ),
  0,
);

/** Seconds for all exact searches of a run; no limit by default. */
export const exactTimeLimit: OptionKind<number | undefined> = maybe(positiveNumber);

/** Whether several loop dimensions may share an array dimension in generated mappings. */
export const enableMixSpatialMappingGeneration: OptionKind<boolean> = optional(flag, false);

/** Whether the run is about an in-memory-computing array; others are then refused. */
export const inMemoryCompute: OptionKind<boolean> = optional(flag, false);

/** Whether input words that stay the same in consecutive cycles are read only once. */
export const accessSameDataConsideredAsNoAccess: OptionKind<boolean> = optional(flag, true);

/** The rules that energy and latency follow. */
export const costModel: OptionKind<CostModelName> = optional(oneOf(COST_MODELS), 'reference');

/** Whether a Minimal stage hands up all results it compared, as extra information. */
export const reduceMinimalKeepOthers: OptionKind<boolean> = optional(flag, false);

/** Whether the network's own input and output must come from, and go to, the top memory. */
export const workloadDataAlwaysFromTopMem: OptionKind<boolean> = optional(flag, false);

export const dataLocality: Kind<DataLocality> = kind(
  'DataLocality',
  (value): value is DataLocality => isRecord(value) && 'weight' in value && 'layers' in value,
);

/** The problem a temporal engine has compiled already; used when it belongs to the same accelerator, layer and mapping. */
export const compiledProblem: OptionKind<CompiledProblem | undefined> = maybe(
  kind('compiled problem', (value): value is CompiledProblem => isRecord(value) && 'levelSlotCount' in value),
);

export function isAccelerator(value: unknown): value is Accelerator {
  return has(value, 'memoryHierarchy', 'memories') && has(value, 'operationalArray', 'dimensions');
}

function has(value: unknown, part: string, list: string): boolean {
  if (!isRecord(value) || !isRecord(value[part])) return false;
  return Array.isArray(value[part][list]);
}

function isCallable(value: unknown, name: string): boolean {
  return isRecord(value) && typeof value[name] === 'function';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name and its values, or names and the tuples of values they have together. */
export type ParameterIteration = readonly [names: string | readonly string[], values: readonly unknown[]];

/** Arguments to run the rest of the chain with, outermost loop first. */
export const generalParameterIterations: Kind<readonly ParameterIteration[]> = kind(
  'list of [name, values] or [names, tuples of values]',
  (value): value is readonly ParameterIteration[] => Array.isArray(value) && value.every(isParameterIteration),
);

function isParameterIteration(value: unknown): value is ParameterIteration {
  if (!Array.isArray(value) || value.length !== 2 || !Array.isArray(value[1])) return false;
  const [names]: readonly unknown[] = value;
  return typeof names === 'string' || (Array.isArray(names) && names.every((name) => typeof name === 'string'));
}

/** Factor by which PEArrayScalingStage scales every array dimension. */
export const peArrayScaling: Kind<number> = kind('1/8, 1/4, 1/2, 1, 2 or 4', (value): value is number =>
  [1 / 8, 1 / 4, 1 / 2, 1, 2, 4].some((scale) => scale === value),
);

/** Fields of the accelerator file and the values to try, outermost loop first. */
export const hardwareParameters: Kind<readonly ParameterIteration[]> = {
  ...generalParameterIterations,
  label: 'list of [field, values] or [fields, tuples of values]',
};

/** What makes one variant better than another: a criterion, or any figure to minimise. */
export type HardwareObjective = OptimisationCriterion | ((result: StageResult) => number);

/** What makes one hardware variant better than another. */
export const hardwareObjective: OptionKind<HardwareObjective> = optional(
  kind(
    '"latency", "energy", "EDP" or a function',
    (value): value is HardwareObjective => criterion.is(value) || typeof value === 'function',
  ),
  'latency',
);

/** Sets in an accelerator description what follows from the fields that were varied. */
export const adjustHardware: OptionKind<
  (description: unknown, settings: Readonly<Record<string, unknown>>) => unknown
> = optional(
  kind(
    'function',
    (value): value is (description: unknown, settings: Readonly<Record<string, unknown>>) => unknown =>
      typeof value === 'function',
  ),
  (description) => description,
);

/** Whether unrollings that the mapping file fixes are fitted to array dimensions of another size. */
export const fitMappingToArray: OptionKind<boolean> = optional(flag, true);
