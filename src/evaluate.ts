import type { Diagnostic } from './base/diagnostic.ts';
import { InputError } from './base/diagnostic.ts';
import { didYouMean } from './base/suggest.ts';
import type { FileAccess } from './io/file-access.ts';
import { isOnnx } from './io/read-input.ts';
import { CostModelEvaluation, CumulativeCME } from './model/evaluation.ts';
import { uncostedOperators } from './model/in-memory-computing/evaluated-layers.ts';
import type { UncostedOperator, Workload } from './model/workload.ts';
import type { TemporalMappingType } from './search/allocate-loops.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from './search/criteria.ts';
import {
  type AcceleratorInput,
  AcceleratorParserStage,
  CompleteSaveStage,
  CostModelStage,
  ExploitInterLayerDataLocalityStage,
  LomaStage,
  MainStage,
  type MappingInput,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  ONNXModelParserStage,
  type ProgressEvent,
  ReportWorkloadStage,
  SalsaStage,
  SearchInterLayerDataLocalityStage,
  SimpleSaveStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  type StageResult,
  SumStage,
  type WorkloadInput,
  WorkloadParserStage,
  WorkloadStage,
} from './stages/index.ts';

/** Options of a run over a whole network. */
export interface HardwarePerformanceOptions {
  /** Path (`.onnx`, `.yaml`, `.yml`, `.json`), name of a built-in example, list of layer records, or the bytes of an ONNX model. */
  readonly workload: WorkloadInput;
  /** Path, name of a built-in example, or the parsed content of an accelerator file. */
  readonly accelerator: AcceleratorInput;
  /** Path, name of a built-in example, or the parsed content of a mapping file. */
  readonly mapping: MappingInput;
  /** What the mappings are chosen for. Default `latency`. */
  readonly opt?: OptimisationCriterion | undefined;
  /** Default `loma`. */
  readonly temporalMappingSearchEngine?: 'loma' | 'salsa' | undefined;
  /** Whether operands may be cut into memory levels at different loops. Default `uneven`. */
  readonly temporalMappingType?: TemporalMappingType | undefined;
  /** Most loops that the search permutes; null for no limit. Default 6. */
  readonly lpfLimit?: number | null | undefined;
  /** Spatial mappings searched per layer. Default 3. */
  readonly nbSpatialMappingsGenerated?: number | undefined;
  /** Steps of every SALSA chain. Default 1000. */
  readonly salsaIterationNumber?: number | undefined;
  /** Relative deterioration that SALSA first accepts with probability 1/e. Default 0.05. */
  readonly salsaStartTemperature?: number | undefined;
  /** What SALSA minimises. Default: `opt`. */
  readonly salsaOptCriterion?: OptimisationCriterion | undefined;
  /** Worker threads for SALSA. Does not change the result. Default 1. */
  readonly salsaNumberOfCore?: number | undefined;
  /** Independent SALSA chains; the best counts. Default 4. */
  readonly salsaNumberOfChains?: number | undefined;
  /** The same seed gives the same result. Default 0. */
  readonly salsaSeed?: number | undefined;
  /** For in-memory-computing arrays: mixed spatial mappings and data locality. Other arrays are refused. Default false. */
  readonly inMemoryCompute?: boolean | undefined;
  /** Let data stay in the lowest memory that is large enough, between layers too. Default false. */
  readonly exploitDataLocality?: boolean | undefined;
  /** Generate mappings with several loop dimensions on one array dimension. Exploits data locality too, as the reference does. Default false. */
  readonly enableMixSpatialMapping?: boolean | undefined;
  /** Folder for result files. Nothing is written without it. */
  readonly dumpFolder?: string | undefined;
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
  /** Receives warnings about the inputs as they are found; they are in the result too. */
  readonly onWarning?: ((diagnostic: Diagnostic) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where files are read and written; the platform's own by default. */
  readonly files?: FileAccess | undefined;
}

/** What a run over a network gives. */
export interface HardwarePerformance {
  /** Total energy in pJ. */
  readonly energy: number;
  /** Total latency in cycles, layers one after the other, on- and off-loading included. */
  readonly latency: number;
  readonly total: CumulativeCME;
  /** Clock period in ns; in-memory-computing arrays only. */
  readonly tclk?: number | undefined;
  /** Area in mm² of array and memories, as the first layer uses them; in-memory-computing arrays only. */
  readonly area?: number | undefined;
  /** Best evaluation of every layer, in the order the layers were processed. */
  readonly evaluations: readonly CostModelEvaluation[];
  /** Operators of the network that have no cost model and count as free. */
  readonly uncosted: readonly UncostedOperator[];
  readonly warnings: readonly Diagnostic[];
}

const KNOWN_OPTIONS: Readonly<Record<keyof HardwarePerformanceOptions, readonly string[] | undefined>> = {
  workload: undefined,
  accelerator: undefined,
  mapping: undefined,
  opt: OPTIMISATION_CRITERIA,
  temporalMappingSearchEngine: ['loma', 'salsa'],
  temporalMappingType: ['uneven', 'even'],
  lpfLimit: undefined,
  nbSpatialMappingsGenerated: undefined,
  salsaIterationNumber: undefined,
  salsaStartTemperature: undefined,
  salsaOptCriterion: OPTIMISATION_CRITERIA,
  salsaNumberOfCore: undefined,
  salsaNumberOfChains: undefined,
  salsaSeed: undefined,
  inMemoryCompute: undefined,
  exploitDataLocality: undefined,
  enableMixSpatialMapping: undefined,
  dumpFolder: undefined,
  onProgress: undefined,
  onWarning: undefined,
  signal: undefined,
  files: undefined,
};

const COUNTS: readonly string[] = [
  'lpfLimit',
  'nbSpatialMappingsGenerated',
  'salsaIterationNumber',
  'salsaNumberOfCore',
  'salsaNumberOfChains',
];
const FLAGS: readonly string[] = ['inMemoryCompute', 'exploitDataLocality', 'enableMixSpatialMapping'];

const MINIMAL_STAGE: Readonly<Record<OptimisationCriterion, StageClass>> = {
  latency: MinimalLatencyStage,
  energy: MinimalEnergyStage,
  EDP: MinimalEDPStage,
};

/**
 * Energy, latency and best mapping of every layer of a network on an accelerator: the default chain of stages
 * (docs/stages.md#the-default-chain).
 *
 * ```ts
 * const { energy, latency, evaluations } = await getHardwarePerformance({
 *   workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like',
 * });
 * ```
 * @throws InputError when an input or option cannot be used, with file, line, column and fix of every fault.
 * @throws MappingError when no mapping fits, naming the layer and the memory that is too small.
 */
export async function getHardwarePerformance(options: HardwarePerformanceOptions): Promise<HardwarePerformance> {
  checkOptions(options);
  const { opt = 'latency', dumpFolder, inMemoryCompute = false } = options;
  const mixesSpatialMappings = inMemoryCompute || options.enableMixSpatialMapping === true;
  const Minimal = MINIMAL_STAGE[opt];
  const usesLocality = mixesSpatialMappings || options.exploitDataLocality === true;
  const usesSalsa = options.temporalMappingSearchEngine === 'salsa';
  const seen: { workload?: Workload } = {};
  const warnings: Diagnostic[] = [];

  const main = MainStage.from(
    [
      isOnnx(options.workload) ? ONNXModelParserStage : WorkloadParserStage,
      AcceleratorParserStage,
      ReportWorkloadStage,
      ...(dumpFolder === undefined ? [] : [SimpleSaveStage]),
      SumStage,
      ...(usesLocality ? [SearchInterLayerDataLocalityStage] : []),
      WorkloadStage,
      ...(usesLocality ? [ExploitInterLayerDataLocalityStage] : []),
      ...(dumpFolder === undefined ? [] : [CompleteSaveStage]),
      Minimal,
      SpatialMappingGeneratorStage,
      Minimal,
      usesSalsa ? SalsaStage : LomaStage,
      CostModelStage,
    ],
    {
      workload: options.workload,
      accelerator: options.accelerator,
      mapping: options.mapping,
      files: options.files,
      dumpFolder,
      onWorkload: (workload: Workload) => {
        seen.workload = workload;
      },
      lomaLpfLimit: usesSalsa ? options.lpfLimit : options.lpfLimit === undefined ? 6 : options.lpfLimit,
      salsaIterationNumber: options.salsaIterationNumber,
      salsaStartTemperature: options.salsaStartTemperature,
      salsaOptCriterion: options.salsaOptCriterion,
      salsaNumberOfCore: options.salsaNumberOfCore,
      salsaNumberOfChains: options.salsaNumberOfChains,
      salsaSeed: options.salsaSeed,
      temporalMappingType: options.temporalMappingType ?? 'uneven',
      nbMappingsGenerated: options.nbSpatialMappingsGenerated ?? 3,
      enableMixSpatialMappingGeneration: mixesSpatialMappings,
      inMemoryCompute,
    },
  );
  const [result] = await main.run({
    signal: options.signal,
    onProgress: options.onProgress,
    onWarning: (diagnostic) => {
      warnings.push(diagnostic);
      options.onWarning?.(diagnostic);
    },
  });
  const total = result?.cme;
  if (!(total instanceof CumulativeCME)) throw new Error('the chain of stages gave no total');
  const evaluations = layerEvaluations(result?.extra);
  return {
    energy: total.energy,
    latency: total.latency,
    total,
    tclk: evaluations[0]?.tclk,
    area: evaluations[0]?.area,
    evaluations,
    uncosted: seen.workload === undefined ? [] : uncosted(seen.workload, evaluations),
    warnings,
  };
}

/** The evaluations behind a total: SumStage hands up the list of results it added. */
function layerEvaluations(added: unknown): CostModelEvaluation[] {
  if (!Array.isArray(added)) return [];
  return added.flatMap(({ cme }: StageResult) => (cme instanceof CostModelEvaluation ? [cme] : []));
}

/** What counts as free: on in-memory-computing arrays also layers that they leave out. */
function uncosted(workload: Workload, [first]: readonly CostModelEvaluation[]): readonly UncostedOperator[] {
  return first === undefined ? workload.uncosted : uncostedOperators(workload, first.accelerator.operationalArray);
}

function checkOptions(options: HardwarePerformanceOptions): void {
  const problems = Object.entries(options).flatMap(([name, value]) => optionProblems(name, value));
  if (problems.length > 0) throw new InputError(problems);
}

function optionProblems(name: string, value: unknown): Diagnostic[] {
  if (!isKnownOption(name)) {
    return [problem(`there is no option '${name}'${didYouMean(name, Object.keys(KNOWN_OPTIONS))}`)];
  }
  if (value === undefined) return [];
  const words = KNOWN_OPTIONS[name];
  if (words !== undefined && !words.some((word) => word === value)) {
    return [problem(`${name} must be one of ${words.join(', ')}, not ${JSON.stringify(value)}`)];
  }
  if (
    COUNTS.includes(name) &&
    !(Number.isInteger(value) && Number(value) >= 1) &&
    !(name === 'lpfLimit' && value === null)
  ) {
    return [problem(`${name} must be a whole number of at least 1, not ${JSON.stringify(value)}`)];
  }
  if (FLAGS.includes(name) && typeof value !== 'boolean') {
    return [problem(`${name} must be true or false, not ${JSON.stringify(value)}`)];
  }
  return [];
}

function isKnownOption(name: string): name is keyof HardwarePerformanceOptions {
  return name in KNOWN_OPTIONS;
}

function problem(message: string, hint?: string): Diagnostic {
  return { code: 'ZZ6010', severity: 'error', message, ...(hint === undefined ? {} : { hint }) };
}
