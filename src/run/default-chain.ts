import { isOnnx } from '../io/files/read-input.ts';
import type { OptimisationCriterion } from '../search/criteria.ts';
import {
  AcceleratorParserStage,
  BoundStage,
  CompleteSaveStage,
  CostModelStage,
  ExactStage,
  ExploitInterLayerDataLocalityStage,
  LomaStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  ONNXModelParserStage,
  OtherOperatorsStage,
  PickleSaveStage,
  ReportWorkloadStage,
  SalsaStage,
  SearchInterLayerDataLocalityStage,
  SimpleSaveStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  SumStage,
  VisualizationStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../stages/index.ts';
import { effectiveOptions } from './options/idle-options.ts';
import { OPTION_ROWS, RUN_OPTIONS } from './options/option-table.ts';
import type { HardwarePerformanceOptions } from './options/options.ts';

const MINIMAL_STAGE: Readonly<Record<OptimisationCriterion, StageClass>> = {
  latency: MinimalLatencyStage,
  energy: MinimalEnergyStage,
  EDP: MinimalEDPStage,
};

/** The engine `best`, and bounds, end after so many seconds unless told. */
const BEST_SECONDS = 10;

/** A list of stages and the arguments to run it with: what MainStage takes. */
export interface Chain {
  readonly stages: readonly StageClass[];
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * The chain that `getHardwarePerformance` runs (docs/stages.md#the-default-chain): for runs that need one stage more or less.
 *
 * ```ts
 * const { stages, args } = defaultChain({ workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' });
 * const [total] = await MainStage.from([LogStage, ...stages], args).run();
 * ```
 */
export function defaultChain(options: HardwarePerformanceOptions): Chain {
  const { opt = OPTION_ROWS.opt.fallback, dumpFolder } = options;
  const Minimal = MINIMAL_STAGE[opt];
  const isMixing = mixesSpatialMappings(options);
  const usesLocality = isMixing || options.exploitDataLocality === true;
  const resultsFilename =
    options.resultsFilename ?? (dumpFolder === undefined ? undefined : `${dumpFolder}/list_of_cmes.pickle`);
  return {
    stages: [
      isOnnx(options.workload) ? ONNXModelParserStage : WorkloadParserStage,
      AcceleratorParserStage,
      ReportWorkloadStage,
      ...(dumpFolder === undefined ? [] : [SimpleSaveStage]),
      ...(resultsFilename === undefined ? [] : [PickleSaveStage]),
      ...(costsOtherOperators(options) ? [OtherOperatorsStage] : []),
      SumStage,
      // Above the layer loop, whose layers may be searched several at a time.
      ...(dumpFolder === undefined ? [] : [CompleteSaveStage, VisualizationStage]),
      ...(usesLocality ? [SearchInterLayerDataLocalityStage] : []),
      WorkloadStage,
      ...(usesLocality ? [ExploitInterLayerDataLocalityStage] : []),
      ...(provesBounds(options) ? [BoundStage] : []),
      Minimal,
      ...engineStages(options, Minimal),
      CostModelStage,
    ],
    args: {
      ...stageArguments(options),
      resultsFilename,
      exactSpatialMappings: isExact(options.temporalMappingSearchEngine)
        ? options.nbSpatialMappingsGenerated
        : undefined,
      exactTimeLimit: exactTimeLimit(options),
      boundCriterion: provesBounds(options) ? opt : undefined,
      enableMixSpatialMappingGeneration: isMixing,
    },
  };
}

/** Whether several loop dimensions may be unrolled together on one array dimension. */
export function mixesSpatialMappings({
  inMemoryCompute,
  enableMixSpatialMapping,
}: HardwarePerformanceOptions): boolean {
  return inMemoryCompute === true || enableMixSpatialMapping === true;
}

/** The stages that search, below the Minimal stage of a layer. */
function engineStages(
  { temporalMappingSearchEngine: engine }: HardwarePerformanceOptions,
  Minimal: StageClass,
): readonly StageClass[] {
  if (isExact(engine)) return [ExactStage];
  return [SpatialMappingGeneratorStage, Minimal, engine === 'salsa' ? SalsaStage : LomaStage];
}

/** Workloads of layer records have no other operators. */
function costsOtherOperators({ otherOperators, workload }: HardwarePerformanceOptions): boolean {
  return otherOperators === 'traffic' && isOnnx(workload);
}

/** The exact engines prove bounds by themselves. */
function provesBounds({ bounds = false, temporalMappingSearchEngine: engine }: HardwarePerformanceOptions): boolean {
  return bounds && !isExact(engine);
}

function isExact(engine: HardwarePerformanceOptions['temporalMappingSearchEngine']): boolean {
  return engine === 'exact' || engine === 'best';
}

/** Seconds for the exact searches of all layers, where the run has no time limit; undefined for no limit. */
function exactTimeLimit(options: HardwarePerformanceOptions): number | undefined {
  const isLimited = options.temporalMappingSearchEngine === 'best' || provesBounds(options);
  return isLimited && options.timeLimit === undefined ? BEST_SECONDS : undefined;
}

/** What the options become, by name of the argument: what was given, or the default of an option that has an effect. */
function stageArguments(options: HardwarePerformanceOptions): Record<string, unknown> {
  const values = new Map([...Object.entries(options), ...effectiveOptions(options)]);
  return Object.fromEntries(
    RUN_OPTIONS.flatMap(({ name, argument }) => (argument === undefined ? [] : [[argument, values.get(name)]])),
  );
}
