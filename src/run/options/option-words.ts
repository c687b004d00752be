import { optionNamed } from './option-table.ts';
import type { OptionNeed, RunOption } from './run-option.ts';

/** How a caller writes options: messages answer in the same words. */
export interface OptionWords {
  readonly nameOf: (option: RunOption) => string;
  /** An option with a value that it has. */
  readonly settingOf: (option: RunOption, value: unknown) => string;
}

/** `salsaSeed`, `temporalMappingSearchEngine: 'salsa'` */
export const LIBRARY_WORDS: OptionWords = {
  nameOf: ({ name }) => name,
  settingOf: ({ name }, value) => `${name}: ${typeof value === 'string' ? `'${value}'` : String(value)}`,
};

/** `--seed`, `--engine salsa` */
export const COMMAND_WORDS: OptionWords = {
  nameOf: ({ name, flag }) => flag?.name ?? name,
  settingOf: ({ name, flag }, value) =>
    flag === undefined ? name : value === true ? flag.name : `${flag.name} ${value}`,
};

/** `seed`, `engine: salsa`, as files and other languages write options: like flags, with `_` for `-` */
export const WRITTEN_WORDS: OptionWords = {
  nameOf: (option) => writtenNames(option)[0] ?? option.name,
  settingOf: (option, value) => `${WRITTEN_WORDS.nameOf(option)}: ${String(value)}`,
};

/** `lpf_limit` of `--lpf-limit`, the other spelling, and the name of the library. */
export function writtenNames({ name, flag }: RunOption): string[] {
  return [flag?.name, flag?.alias].flatMap((one) => one?.replace(/^--/, '').replaceAll('-', '_') ?? []).concat(name);
}

/** What a written value may mean: a word that the flag has, the value of the library, or a text as the flag reads it. */
export function readingsOf({ flag }: RunOption, value: unknown): unknown[] {
  const words = typeof value === 'string' && flag?.words !== undefined && Object.hasOwn(flag.words, value);
  const text = typeof value === 'string' ? value : undefined;
  return [
    words ? flag.words[String(value)] : undefined,
    value,
    text === undefined ? undefined : flag?.read?.(text, undefined),
  ];
}

/** What an option needs in order to have an effect: `--engine salsa`, `--out`, `--workload with an ONNX model`. */
export function needOf({ option, value, orValues = [], format }: OptionNeed, words: OptionWords): string {
  const needed = knownOption(option);
  if (format === 'onnx') return `an ONNX model as ${words.nameOf(needed)}`;
  if (value === undefined) return words.nameOf(needed);
  return [value, ...orValues].map((one) => words.settingOf(needed, one)).join(' or ');
}

/** An option of the table. @throws Error when it has none of this name, which is an error of the program. */
export function knownOption(name: string): RunOption {
  const option = optionNamed(name);
  if (option === undefined) throw new Error(`there is no option '${name}'`);
  return option;
}
