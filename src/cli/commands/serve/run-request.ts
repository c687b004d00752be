import { type Diagnostic, InputError } from '../../../base/diagnostic.ts';
import { didYouMean } from '../../../base/suggest.ts';
import { rememberedFiles } from '../../../io/files/remembered-files.ts';
import { platformFiles } from '../../../platform/node.ts';
import { ResultFolder } from '../../../platform/result-folder.ts';
import { performanceOrFailure } from '../../../run/evaluate.ts';
import { checkOptions } from '../../../run/options/check-options.ts';
import { RUN_OPTIONS } from '../../../run/options/option-table.ts';
import { readingsOf, WRITTEN_WORDS, writtenNames } from '../../../run/options/option-words.ts';
import type { RunOption } from '../../../run/options/run-option.ts';
import type { HardwarePerformance } from '../../../run/performance.ts';
import { resultsDocument } from '../../../run/result-files.ts';
import { type HeldRun, madeOnce } from './held-runs.ts';

/** Options that no text can say. */
const OF_PROGRAMS: readonly string[] = ['onProgress', 'onWarning', 'signal', 'stopSearches', 'files'];

const OF_REQUESTS = RUN_OPTIONS.filter(({ name }) => !OF_PROGRAMS.includes(name));

/**
 * Searches a network as a request asks for. Results go to a folder if it names one.
 * @throws InputError or MappingError, as the run does.
 */
export async function searchedRun(
  written: Readonly<Record<string, unknown>>,
  directory: string,
  signal: AbortSignal,
): Promise<{ readonly performance: HardwarePerformance; readonly held: HeldRun }> {
  const given = readOptions(written);
  checkOptions(given, WRITTEN_WORDS);
  const folder = given.dumpFolder === undefined ? undefined : new ResultFolder(given.dumpFolder);
  const options = { ...given, signal, files: rememberedFiles(folder?.files(platformFiles) ?? platformFiles) };
  let isOver = false;
  try {
    const { created, performance, failure } = await performanceOrFailure(options, WRITTEN_WORDS);
    isOver = true;
    if (failure !== undefined) throw failure;
    const leftoverFiles = folder?.leftoverFiles();
    const warnings = [...performance.warnings, ...(leftoverFiles === undefined ? [] : [leftoverFiles])];
    const { total, evaluations, otherOperators } = performance;
    const document = madeOnce(() => resultsDocument(performance, options, created));
    return {
      performance: { ...performance, warnings },
      held: { directory, total, evaluations, otherOperators, document },
    };
  } finally {
    folder?.release(isOver);
  }
}

/**
 * Options by their names in the library. Null is a value where the option has it, and else means that it is not given.
 * @throws InputError naming every option that does not exist.
 */
function readOptions(written: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = {};
  const unknown: Diagnostic[] = [];
  for (const [key, value] of Object.entries(written)) {
    const option = OF_REQUESTS.find((one) => namesOf(one).includes(key));
    if (option === undefined) unknown.push(unknownOption(key));
    else {
      const readings = readingsOf(option, bytesOr(value)).filter((one) => one !== undefined);
      const read = readings.find((one) => option.kind.is(one)) ?? readings.at(0);
      if (read !== null || option.kind.is(null)) options[option.name] = read;
    }
  }
  if (unknown.length > 0) throw new InputError(unknown);
  return options;
}

/** As flags with `_` for `-`, and as ZigZag calls them: `spatial_mappings`, `nb_spatial_mappings_generated`. */
function namesOf(option: RunOption): string[] {
  return writtenNames(option).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function unknownOption(key: string): Diagnostic {
  const known = OF_REQUESTS.flatMap(namesOf);
  const listed = OF_REQUESTS.map((option) => namesOf(option)[0] ?? option.name);
  return {
    code: 'ZZ6010',
    severity: 'error',
    message: `there is no option ${key}${didYouMean(key, known)}`,
    hint: `options are ${listed.join(', ')}`,
  };
}

/** `{"base64": "…"}` stands for bytes: an ONNX model. */
function bytesOr(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return value;
  return typeof value.base64 === 'string' && Object.keys(value).length === 1
    ? new Uint8Array(Buffer.from(value.base64, 'base64'))
    : value;
}
