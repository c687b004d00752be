import type { Diagnostic } from '../base/diagnostic.ts';
import type { ProgressEvent } from '../chain/control/progress.ts';
import { flag, type Kind, kind, oneOf, positiveNumber } from '../chain/kind.ts';
import { OPTIMISATION_CRITERIA } from '../search/criteria.ts';
import * as kinds from '../stages/arguments.ts';

/** How an option is given on the command line. */
export interface OptionFlag {
  /** With its dashes, e.g. `--lpf-limit`. */
  readonly name: string;
  /** What follows it, e.g. `<n>`; nothing for options that are true or false. */
  readonly argument?: string;
  /** Another spelling that is accepted; not shown in the help. */
  readonly alias?: string;
  /** Words that stand for a value which cannot be written otherwise. */
  readonly words?: Readonly<Record<string, unknown>>;
  /** The default of the command, where it differs from that of the library. */
  readonly fallback?: unknown;
  /** Added to the help text of the option. */
  readonly note?: string;
  /** What the argument must be, where the label of the kind does not say it in words of the command line. */
  readonly expected?: string;
  /** Reads the argument, where it is neither a text nor a number. `before` is what the same flag gave earlier; undefined for what cannot be read. */
  readonly read?: (text: string, before: unknown) => unknown;
}

/** What an option needs in order to have an effect: another option that is given, is given that value, or names an ONNX model. */
export interface OptionNeed {
  readonly option: string;
  readonly value?: unknown;
  /** Other values that do as well. */
  readonly orValues?: readonly unknown[];
  readonly format?: 'onnx';
  /** Whether a run without it is refused; otherwise it only warns. */
  readonly severity: 'error' | 'warning';
}

/** One option of a run over a whole network. */
export interface RunOption {
  /** Name in the library. */
  readonly name: string;
  readonly kind: Kind<unknown>;
  readonly required?: true;
  /** Default; undefined if there is none. */
  readonly fallback?: unknown;
  /** Where there is no default. */
  readonly noFallbackWith?: { readonly option: string; readonly values: readonly unknown[] };
  /** Another option whose value is the default. */
  readonly fallbackOption?: string;
  /** What it is, in a few words. */
  readonly help: string;
  /** Further sentences, for editors and docs/options.md. */
  readonly more?: string;
  /** How the command line names it; undefined for options of the library alone. */
  readonly flag?: OptionFlag;
  /** The stage argument that it becomes; undefined for options that choose stages or steer the run. */
  readonly argument?: string;
  readonly worksWith?: OptionNeed;
  /** False for options that do not belong to the results: they change nothing of what is found. */
  readonly recorded?: false;
}

const LOMA: OptionNeed = { option: 'temporalMappingSearchEngine', value: 'loma', severity: 'warning' };
const SALSA: OptionNeed = { option: 'temporalMappingSearchEngine', value: 'salsa', severity: 'warning' };
const NOT_EXACT: OptionNeed = {
  option: 'temporalMappingSearchEngine',
  value: 'loma',
  orValues: ['salsa'],
  severity: 'warning',
};
const EXACT_ENGINES = ['exact', 'best'];
const EXACT: OptionNeed = {
  option: 'temporalMappingSearchEngine',
  value: 'exact',
  orValues: ['best'],
  severity: 'warning',
};

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };

const positiveSeconds: Kind<number> = kind('a positive number of seconds', positiveNumber.is);

const callback = <T>(): Kind<(event: T) => void> =>
  kind('a function', (value): value is (event: T) => void => typeof value === 'function');

/**
 * Every option of a run, once: a new option is one more row. Checks, stage arguments, flags and help read it;
 * `npm run options` makes options.ts and docs/options.md from it.
 */
export const OPTION_ROWS = {
  workload: {
    kind: kinds.workloadInput,
    required: true,
    help: 'the network',
    more: 'A path (`.onnx`, `.yaml`, `.yml`, `.json`), the name of a built-in example, a list of layer records, or the bytes of an ONNX model.',
    flag: {
      name: '--workload',
      argument: '<file or example>',
      alias: '--model',
      note: 'ONNX model or YAML layers',
    },
    argument: 'workload',
  },
  accelerator: {
    kind: kinds.acceleratorInput,
    required: true,
    help: 'the accelerator',
    more: 'A path, the name of a built-in example, or the parsed content of an accelerator file.',
    flag: { name: '--accelerator', argument: '<file or example>' },
    argument: 'accelerator',
  },
  mapping: {
    kind: kinds.mappingInput,
    required: true,
    help: 'what mappings must respect',
    more: 'A path, the name of a built-in example, or the parsed content of a mapping file.',
    flag: { name: '--mapping', argument: '<file or example>' },
    argument: 'mapping',
  },
  dimensionValues: {
    kind: kinds.dimensionValues,
    help: 'sizes of the symbolic dimensions of an ONNX model',
    more: 'By name, e.g. `{ batch: 1 }`.',
    flag: {
      name: '--dim',
      argument: '<name=size>',
      note: 'may be repeated',
      expected: 'a name and a size, such as batch=1',
      read: addDimension,
    },
    argument: 'dimensionValues',
    worksWith: { option: 'workload', format: 'onnx', severity: 'error' },
  },
  opt: {
    kind: oneOf(OPTIMISATION_CRITERIA),
    fallback: 'latency',
    help: 'what to minimise',
    flag: { name: '--opt', argument: '<criterion>' },
  },
  tolerance: {
    kind: kinds.tolerance,
    fallback: 0,
    help: 'share of the best cost within which the other cost decides',
    more: 'Among mappings within the tolerance of the best latency, the one of the least energy is taken; of the best energy, the least latency; of the best EDP, the least energy. A share in the library (0.01), a percentage in the command (`1%`).',
    flag: {
      name: '--tolerance',
      argument: '<percent>',
      note: 'e.g. 1%',
      expected: 'a percentage of at least 0% and below 100%, such as 1%',
      read: readShare,
    },
    argument: 'tolerance',
    worksWith: NOT_EXACT,
  },
  temporalMappingSearchEngine: {
    kind: oneOf(['loma', 'salsa', 'exact', 'best']),
    fallback: 'loma',
    help: 'the search for mappings',
    more: '`loma` and `salsa` search like ZigZag 3.8.5. `exact` searches all mappings until the best is proven, `best` for 10 s or the time limit.',
    flag: { name: '--engine', argument: '<name>' },
  },
  lpfLimit: {
    kind: kinds.lomaLpfLimit,
    fallback: 6,
    help: 'most loops that LOMA permutes',
    more: '`null` (`none` in the command) for no limit.',
    flag: {
      name: '--lpf-limit',
      argument: '<n>',
      words: { none: null },
      note: '"none" for no limit',
      expected: 'a whole number of at least 1, or "none"',
    },
    argument: 'lomaLpfLimit',
    worksWith: LOMA,
  },
  temporalMappingType: {
    kind: kinds.temporalMappingType,
    fallback: 'uneven',
    help: 'whether operands may be cut into memory levels at different loops',
    flag: { name: '--mapping-type', argument: '<type>' },
    argument: 'temporalMappingType',
  },
  nbSpatialMappingsGenerated: {
    kind: kinds.nbMappingsGenerated,
    fallback: 3,
    noFallbackWith: { option: 'temporalMappingSearchEngine', values: EXACT_ENGINES },
    help: 'spatial mappings to search per layer',
    more: 'The engines `exact` and `best` search all, unless it is given.',
    flag: { name: '--spatial-mappings', argument: '<n>', note: 'engines exact and best: all' },
    argument: 'nbMappingsGenerated',
  },
  gap: {
    kind: kinds.exactGap,
    fallback: 0,
    help: 'share by which the answer may miss the optimum',
    flag: {
      name: '--gap',
      argument: '<share>',
      note: 'such as 1% or 0.01',
      expected: 'a share from 0 to 1, such as 1% or 0.01',
      read: readShare,
    },
    argument: 'exactGap',
    worksWith: EXACT,
  },
  bounds: {
    kind: flag,
    fallback: false,
    help: 'prove how far the results are from the best of all mappings',
    more: 'Takes 10 s, or the time limit. The engines `exact` and `best` always do.',
    flag: { name: '--bounds' },
  },
  salsaIterationNumber: {
    kind: kinds.salsaIterationNumber,
    fallback: 1000,
    help: 'steps of every SALSA chain',
    flag: { name: '--salsa-iterations', argument: '<n>' },
    argument: 'salsaIterationNumber',
    worksWith: SALSA,
  },
  salsaStartTemperature: {
    kind: kinds.salsaStartTemperature,
    fallback: 0.05,
    help: 'relative deterioration that SALSA first accepts with probability 1/e',
    flag: { name: '--salsa-temperature', argument: '<t>' },
    argument: 'salsaStartTemperature',
    worksWith: SALSA,
  },
  salsaOptCriterion: {
    kind: kinds.salsaOptCriterion,
    fallbackOption: 'opt',
    help: 'what SALSA minimises',
    flag: { name: '--salsa-criterion', argument: '<name>' },
    argument: 'salsaOptCriterion',
    worksWith: SALSA,
  },
  salsaNumberOfCore: {
    kind: kinds.salsaNumberOfCore,
    fallback: 1,
    help: 'worker threads for SALSA',
    more: 'They do not change the result.',
    flag: { name: '--salsa-cores', argument: '<n>' },
    argument: 'salsaNumberOfCore',
    worksWith: SALSA,
  },
  salsaNumberOfChains: {
    kind: kinds.salsaNumberOfChains,
    fallback: 4,
    help: 'independent SALSA chains, of which the best counts',
    flag: { name: '--salsa-chains', argument: '<n>' },
    argument: 'salsaNumberOfChains',
    worksWith: SALSA,
  },
  salsaSeed: {
    kind: kinds.salsaSeed,
    fallback: 0,
    help: 'seed of the random numbers of SALSA',
    more: 'The same seed gives the same result.',
    flag: { name: '--seed', argument: '<n>' },
    argument: 'salsaSeed',
    worksWith: SALSA,
  },
  inMemoryCompute: {
    kind: kinds.inMemoryCompute,
    fallback: false,
    help: 'for in-memory-computing arrays: mixed spatial mappings and data locality',
    more: 'Other arrays are refused.',
    flag: { name: '--in-memory-compute' },
    argument: 'inMemoryCompute',
  },
  exploitDataLocality: {
    kind: flag,
    fallback: false,
    help: 'keep data in the lowest memory that is large enough, also between layers',
    flag: { name: '--exploit-data-locality' },
  },
  enableMixSpatialMapping: {
    kind: kinds.enableMixSpatialMappingGeneration,
    fallback: false,
    help: 'generate mappings with several loops on one array dimension',
    more: 'Exploits data locality too, as the reference does.',
    flag: { name: '--mixed-spatial-mapping', note: 'implies --exploit-data-locality' },
    argument: 'enableMixSpatialMappingGeneration',
  },
  memoryCostParity: {
    kind: kinds.memoryCostParity,
    fallback: false,
    help: 'estimate memory costs as ZigZag 3.8.5 does, mistakes included',
    flag: { name: '--memory-cost-parity' },
    argument: 'memoryCostParity',
  },
  workers: {
    kind: kinds.workers,
    fallback: 1,
    help: 'threads that search at the same time',
    more: '`auto` for as many as the machine has processors. They start when a run takes long enough for them to pay, and change no result.',
    flag: { name: '--workers', argument: '<n>', fallback: 'auto', note: '"auto" for one per processor' },
    argument: 'workers',
    recorded: false,
  },
  timeLimit: {
    kind: positiveSeconds,
    help: 'seconds after which searches end with the best mapping so far',
    more: 'Layers that are not fully searched are marked. Results then depend on the speed of the machine. A limit that is not reached changes nothing.',
    flag: {
      name: '--time-limit',
      argument: '<time>',
      note: 'such as 30s, 5min or 2h',
      expected: 'a time such as 30s, 5min or 2h',
      read: readDuration,
    },
    recorded: false,
  },
  dumpFolder: {
    kind: kinds.requiredDumpFolder,
    help: 'folder for result files',
    more: 'Without it, no file is written but that of `saveMapping`.',
    flag: { name: '--out', argument: '<dir>' },
    argument: 'dumpFolder',
    recorded: false,
  },
  resume: {
    kind: flag,
    fallback: false,
    help: 'go on with an interrupted run: take from the folder what is found already',
    more: 'The results are the same to the last bit.',
    flag: { name: '--resume' },
    worksWith: { option: 'dumpFolder', severity: 'error' },
    recorded: false,
  },
  saveMapping: {
    kind: kinds.resultsFilename,
    help: 'file for the mappings that are found, as a mapping file',
    more: 'A run with this file as its mapping gives the same figures again, without a search.',
    flag: { name: '--save-mapping', argument: '<file>' },
    recorded: false,
  },
  resultsFilename: {
    kind: kinds.resultsFilename,
    help: "Python pickle of all layers' reports",
    more: 'By default `list_of_cmes.pickle` in the folder.',
    argument: 'resultsFilename',
    recorded: false,
  },
  onProgress: { kind: callback<ProgressEvent>(), help: 'receives how far the run is', recorded: false },
  onWarning: {
    kind: callback<Diagnostic>(),
    help: 'receives warnings as they are found',
    more: 'They are in the result too.',
    recorded: false,
  },
  signal: {
    kind: kind('an AbortSignal', (value): value is AbortSignal => value instanceof AbortSignal),
    help: 'stops the run when aborted',
    recorded: false,
  },
  stopSearches: {
    kind: kind('an AbortSignal', (value): value is AbortSignal => value instanceof AbortSignal),
    help: 'ends all searches with the best mapping so far when aborted',
    more: 'The run then goes on to its end, like one whose time limit is over.',
    recorded: false,
  },
  files: {
    kind: kinds.files,
    help: 'where files are read and written',
    more: 'By default the files of the platform.',
    argument: 'files',
    recorded: false,
  },
} as const satisfies Readonly<Record<string, Omit<RunOption, 'name'>>>;

type Rows = typeof OPTION_ROWS;

/** What the values of the options may be, by name. */
export type OptionValues = {
  readonly [Name in keyof Rows]: Rows[Name] extends { readonly kind: Kind<infer Value> } ? Value : never;
};

/** Every option of a run, in the order of `zigzag run --help`. */
export const RUN_OPTIONS: readonly RunOption[] = Object.entries(OPTION_ROWS).map(([name, row]) => ({ name, ...row }));

/** The option of a name of the library; undefined if there is none. */
export function optionNamed(name: string): RunOption | undefined {
  return RUN_OPTIONS.find((option) => option.name === name);
}

/** Reads `--time-limit`: seconds, with or without a unit. */
function readDuration(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d+\.?\d*|\.\d+) ?(s|min|h)?$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (SECONDS_IN[unit] ?? Number.NaN);
}

/** Reads `--dim name=size`, which may be repeated. */
function addDimension(text: string, before: unknown): unknown {
  const [, name, size] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { ...(kinds.dimensionValues.is(before) ? before : {}), [name]: Number(size) };
}

/** Reads `1%` or `0.01`. */
function readShare(text: string): unknown {
  const [, number, percent] = /^(\d+(?:\.\d*)?|\.\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  return percent === '%' ? Number(number) / 100 : Number(number);
}
