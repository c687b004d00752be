import { didYouMean } from '../../base/suggest.ts';
import { RUN_OPTIONS } from '../../run/options/option-table.ts';
import { readingsOf, writtenNames } from '../../run/options/option-words.ts';

/** Options that belong to one run, or to how it is steered: a sweep has its own. */
const NOT_OF_SWEEPS: readonly string[] = [
  'workload',
  'accelerator',
  'mapping',
  'bounds',
  'certificate',
  'workers',
  'salsaNumberOfCore',
  'timeLimit',
  'dumpFolder',
  'resume',
  'saveMapping',
  'resultsFilename',
];

/** What is wrong with the options of a sweep. */
export interface RunOptionProblem {
  readonly key: string;
  readonly message: string;
  readonly hint: string;
}

/** The options of a run by their names in the library, and what can't be used. */
export interface SweptRunOptions {
  readonly options: Readonly<Record<string, unknown>>;
  readonly problems: readonly RunOptionProblem[];
}

/** Options that a sweep file may give: those with a flag that say what is searched and how inputs are read. */
const OF_SWEEPS = RUN_OPTIONS.filter(({ name, flag }) => flag !== undefined && !NOT_OF_SWEEPS.includes(name));

/** Reads options as a sweep file has them: named like flags with `_` for `-`, values as flags take them or as the library does. */
export function readRunOptions(written: Readonly<Record<string, unknown>>): SweptRunOptions {
  const options: Record<string, unknown> = {};
  const problems: RunOptionProblem[] = [];
  for (const [key, value] of Object.entries(written)) {
    const option = OF_SWEEPS.find((one) => writtenNames(one).includes(key.replaceAll('-', '_')));
    if (option === undefined) {
      problems.push(unknownOption(key));
      continue;
    }
    const read = readingsOf(option, value).find((one) => one !== undefined && option.kind.is(one));
    if (read === undefined) {
      const expected = option.flag?.expected ?? option.kind.words?.join(', ') ?? option.kind.label;
      problems.push({
        key,
        message: `run option ${key} is ${JSON.stringify(value)}; expected ${expected}`,
        hint: `correct the value, or leave ${key} out for its default`,
      });
      continue;
    }
    options[option.name] = read;
  }
  return { options, problems };
}

function unknownOption(key: string): RunOptionProblem {
  const own = RUN_OPTIONS.find((option) => writtenNames(option).includes(key.replaceAll('-', '_')));
  const known = OF_SWEEPS.map((option) => writtenNames(option)[0] ?? option.name);
  return own === undefined
    ? {
        key,
        message: `there is no run option ${key}${didYouMean(key, known)}`,
        hint: `options are ${known.join(', ')}`,
      }
    : { key, message: `run option ${key} has no place in a sweep`, hint: 'leave it out' };
}
