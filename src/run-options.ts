import { type Diagnostic, InputError } from './base/diagnostic.ts';
import { didYouMean } from './base/suggest.ts';
import type { FileAccess } from './io/file-access.ts';
import type { TemporalMappingType } from './search/allocate-loops.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from './search/criteria.ts';
import type { AcceleratorInput, MappingInput, ProgressEvent, WorkloadInput } from './stages/index.ts';

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

const KNOWN_OPTIONS: Readonly<Record<keyof HardwarePerformanceOptions, readonly string[] | undefined>> = {
  workload: undefined,
  accelerator: undefined,
  mapping: undefined,
  dimensionValues: undefined,
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
  memoryCostParity: undefined,
  workers: undefined,
  dumpFolder: undefined,
  resume: undefined,
  resultsFilename: undefined,
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
const FLAGS: readonly string[] = [
  'inMemoryCompute',
  'exploitDataLocality',
  'enableMixSpatialMapping',
  'memoryCostParity',
  'resume',
];

/** @throws InputError naming every unknown option and every value an option cannot have. */
export function checkOptions(options: HardwarePerformanceOptions): void {
  const problems = Object.entries(options).flatMap(([name, value]) => optionProblems(name, value));
  if (options.resume === true && options.dumpFolder === undefined) {
    problems.push(problem('resume needs the folder of the run to resume', 'give dumpFolder (--out) too'));
  }
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
  if (name === 'workers' && value !== 'auto' && !(Number.isInteger(value) && Number(value) >= 1)) {
    return [problem(`workers must be a whole number of at least 1, or "auto", not ${JSON.stringify(value)}`)];
  }
  if (name === 'dimensionValues') return dimensionProblems(value);
  if (FLAGS.includes(name) && typeof value !== 'boolean') {
    return [problem(`${name} must be true or false, not ${JSON.stringify(value)}`)];
  }
  return [];
}

function dimensionProblems(value: unknown): Diagnostic[] {
  if (typeof value !== 'object' || value === null) {
    return [problem(`dimensionValues must map names to sizes, not ${JSON.stringify(value)}`)];
  }
  return Object.entries(value)
    .filter(([, size]) => !(Number.isInteger(size) && Number(size) >= 1))
    .map(([name, size]) =>
      problem(`the size of ${name} must be a whole number of at least 1, not ${JSON.stringify(size)}`),
    );
}

function isKnownOption(name: string): name is keyof HardwarePerformanceOptions {
  return name in KNOWN_OPTIONS;
}

function problem(message: string, hint?: string): Diagnostic {
  return { code: 'ZZ6010', severity: 'error', message, ...(hint === undefined ? {} : { hint }) };
}
