import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { isOnnx } from '../io/files/read-input.ts';
import { OPTIMISATION_CRITERIA } from '../search/criteria.ts';
import { flag, type Kind, kind, kinds, oneOf } from '../stages/index.ts';
import type { HardwarePerformanceOptions } from './options.ts';

const callback = kind('a function', (value): value is () => void => typeof value === 'function');

/** What every option must be: the kind of the stage argument that it becomes. */
const KINDS: Readonly<Record<keyof HardwarePerformanceOptions, Kind<unknown>>> = {
  workload: kinds.workloadInput,
  accelerator: kinds.acceleratorInput,
  mapping: kinds.mappingInput,
  dimensionValues: kinds.dimensionValues,
  opt: oneOf(OPTIMISATION_CRITERIA),
  temporalMappingSearchEngine: oneOf(['loma', 'salsa']),
  temporalMappingType: kinds.temporalMappingType,
  lpfLimit: kinds.lomaLpfLimit,
  nbSpatialMappingsGenerated: kinds.nbMappingsGenerated,
  salsaIterationNumber: kinds.salsaIterationNumber,
  salsaStartTemperature: kinds.salsaStartTemperature,
  salsaOptCriterion: kinds.salsaOptCriterion,
  salsaNumberOfCore: kinds.salsaNumberOfCore,
  salsaNumberOfChains: kinds.salsaNumberOfChains,
  salsaSeed: kinds.salsaSeed,
  inMemoryCompute: kinds.inMemoryCompute,
  exploitDataLocality: flag,
  enableMixSpatialMapping: kinds.enableMixSpatialMappingGeneration,
  memoryCostParity: kinds.memoryCostParity,
  workers: kinds.workers,
  dumpFolder: kinds.requiredDumpFolder,
  resume: flag,
  resultsFilename: kinds.resultsFilename,
  onProgress: callback,
  onWarning: callback,
  signal: kind('an AbortSignal', (value): value is AbortSignal => value instanceof AbortSignal),
  files: kinds.files,
};

const REQUIRED = ['workload', 'accelerator', 'mapping'] as const;

/** @throws InputError naming every unknown option and every value an option cannot have. */
export function checkOptions(given: unknown): asserts given is HardwarePerformanceOptions {
  const options = new Map<string, unknown>(Object.entries(Object(given)));
  const problems = [
    ...[...options].flatMap(([name, value]) => optionProblems(name, value)),
    ...REQUIRED.filter((name) => options.get(name) === undefined).map((name) =>
      problem(`${name} is missing; expected ${KINDS[name].label}`, 'give it'),
    ),
  ];
  if (options.get('resume') === true && options.get('dumpFolder') === undefined) {
    problems.push(problem('resume needs the folder of the run to resume', 'give dumpFolder (--out) too'));
  }
  if (options.get('dimensionValues') !== undefined && !isOnnx(options.get('workload'))) {
    problems.push(
      problem('sizes of dimensions are given, but the workload is no ONNX model', 'leave dimensionValues (--dim) out'),
    );
  }
  if (problems.length > 0) throw new InputError(problems);
}

function optionProblems(name: string, value: unknown): Diagnostic[] {
  if (!isKnownOption(name)) {
    const known = Object.keys(KINDS);
    return [problem(`there is no option '${name}'${didYouMean(name, known)}`, `options are ${known.join(', ')}`)];
  }
  if (value === undefined) return [];
  const { label, is } = KINDS[name];
  return is(value) ? [] : [problem(`${name} is ${shown(value)}; expected ${label}`)];
}

function isKnownOption(name: string): name is keyof HardwarePerformanceOptions {
  return Object.hasOwn(KINDS, name);
}

/** NaN and infinities as they are, which JSON cannot say. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

function problem(message: string, hint = 'change the option, or leave it out for its default'): Diagnostic {
  return { code: 'ZZ6010', severity: 'error', message, hint };
}
