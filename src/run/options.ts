import type { Diagnostic } from '../base/diagnostic.ts';
import type { TemporalMappingType } from '../model/mapping/temporal-mapping.ts';
import type { FileAccess } from '../platform/file-access.ts';
import type { OptimisationCriterion } from '../search/criteria.ts';
import type { AcceleratorInput, MappingInput, ProgressEvent, WorkloadInput } from '../stages/index.ts';

/** Options of a run over a whole network. */
export interface HardwarePerformanceOptions {
  /** Path (`.onnx`, `.yaml`, `.yml`, `.json`), name of a built-in example, list of layer records, or the bytes of an ONNX model. */
  readonly workload: WorkloadInput;
  /** Path, name of a built-in example, or the parsed content of an accelerator file. */
  readonly accelerator: AcceleratorInput;
  /** Path, name of a built-in example, or the parsed content of a mapping file. */
  readonly mapping: MappingInput;
  /** Sizes of the symbolic dimensions of an ONNX model, by name, e.g. `{ batch: 1 }`. */
  readonly dimensionValues?: Readonly<Record<string, number>> | undefined;
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
  /** Estimate memory costs as the reference does, mistakes included. Default false. */
  readonly memoryCostParity?: boolean | undefined;
  /**
   * Threads that search at the same time; `auto` for as many as the machine has processors. They start when a run takes long enough
   * for them to pay, and change no result. Default 1.
   */
  readonly workers?: number | 'auto' | undefined;
  /** Folder for result files. Nothing is written without it. */
  readonly dumpFolder?: string | undefined;
  /**
   * Take from the folder what an interrupted run with the same inputs has found already; the results are the same to the last bit.
   * Default false.
   */
  readonly resume?: boolean | undefined;
  /** Python pickle of all layers' reports; by default `list_of_cmes.pickle` in the folder. */
  readonly resultsFilename?: string | undefined;
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
  /** Receives warnings as they are found; they are in the result too. */
  readonly onWarning?: ((diagnostic: Diagnostic) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where files are read and written; the platform's own by default. */
  readonly files?: FileAccess | undefined;
}
