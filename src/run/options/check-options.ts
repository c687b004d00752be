import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import { idleOptions, idleOptionText } from './idle-options.ts';
import { optionNamed, RUN_OPTIONS } from './option-table.ts';
import { LIBRARY_WORDS, type OptionWords } from './option-words.ts';
import type { HardwarePerformanceOptions } from './options.ts';

/**
 * @param words of the caller, in which messages name options.
 * @throws InputError naming every unknown option, every value an option cannot have, and options whose lack of effect is an error.
 */
export function checkOptions(
  given: unknown,
  words: OptionWords = LIBRARY_WORDS,
): asserts given is HardwarePerformanceOptions {
  const options = new Map<string, unknown>(Object.entries(Object(given)));
  const problems = [
    ...[...options].flatMap(([name, value]) => optionProblems(name, value, words)),
    ...RUN_OPTIONS.filter(({ name, required }) => required && options.get(name) === undefined).map((option) =>
      problem(`${words.nameOf(option)} is missing; expected ${option.kind.label}`, 'give it'),
    ),
    ...idleOptions(Object(given))
      .filter(({ need }) => need.severity === 'error')
      .map((idle) => idleOptionText(idle, words))
      .map(({ message, hint }) => problem(message, hint)),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

function optionProblems(name: string, value: unknown, words: OptionWords): Diagnostic[] {
  const option = optionNamed(name);
  if (option === undefined) {
    const known = RUN_OPTIONS.map((other) => other.name);
    const ofFlag = RUN_OPTIONS.find(({ flag }) => [flag?.name, flag?.alias].some((text) => wordOf(text) === name));
    if (ofFlag !== undefined) {
      const fault = `there is no option '${name}'; ${ofFlag.flag?.name} of the command is '${ofFlag.name}' in the library`;
      return [problem(fault, `write ${ofFlag.name}`)];
    }
    return [problem(`there is no option '${name}'${didYouMean(name, known)}`, `options are ${known.join(', ')}`)];
  }
  const { label, is } = option.kind;
  return value === undefined || is(value)
    ? []
    : [problem(`${words.nameOf(option)} is ${shown(value)}; expected ${label}`)];
}

/** `lpfLimit` of `--lpf-limit`. */
function wordOf(flag: string | undefined): string | undefined {
  return flag?.replace(/^--/, '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** NaN and infinities as they are, which JSON cannot say. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

function problem(message: string, hint = 'change the option, or leave it out for its default'): Diagnostic {
  return { code: 'ZZ6010', severity: 'error', message, hint };
}
