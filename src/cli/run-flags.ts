import { type Command, InvalidArgumentError, Option } from 'commander';
import { nearestWord } from '../base/suggest.ts';
import { RUN_OPTIONS } from '../run/options/option-table.ts';
import type { RunOption } from '../run/options/run-option.ts';

/** The options of a run that searches over all mappings of its layers know, too (`LayerSearchOptions`). */
export const LAYER_SEARCH_OPTIONS: readonly string[] = [
  'workload',
  'accelerator',
  'mapping',
  'dimensionValues',
  'inputShapes',
  'skipUnreadable',
  'precision',
  'nbSpatialMappingsGenerated',
  'enableMixSpatialMapping',
  'memoryCostParity',
  'costModel',
];

/** A value that was read from the command line. Commander would take a bare null for a missing value. */
class ReadValue {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * Gives a command the flags of the options of a run, or of those named.
 * @param ownHelp by name of the option: help of the command's own, where the option means something else there. It tells the default, too.
 */
export function addRunFlags(
  command: Command,
  names?: readonly string[],
  ownHelp: Readonly<Record<string, string>> = {},
): Command {
  for (const option of optionsOf(names)) {
    const help = ownHelp[option.name];
    for (const flag of flagsOf(option)) {
      if (help !== undefined) {
        flag.description = help;
        flag.default(undefined);
      }
      command.addOption(flag);
    }
  }
  return command;
}

/** The options of a run that were given on the command line, by their names in the library, and the command's own defaults. */
export function givenOptions(command: Command, names?: readonly string[]): Readonly<Record<string, unknown>> {
  const given = optionsOf(names).flatMap((option) => {
    const [value] = [...flagsOf(option).flatMap((flag) => givenValue(command, flag)), ...defaultValue(option)];
    if (value === undefined && option.required) refuseMissing(command, option);
    return value === undefined ? [] : [[option.name, value] as const];
  });
  return Object.fromEntries(given);
}

function optionsOf(names: readonly string[] | undefined): readonly RunOption[] {
  return names === undefined ? RUN_OPTIONS : RUN_OPTIONS.filter(({ name }) => names.includes(name));
}

/** The flag of an option, and its other spelling; none for options of the library alone. */
function flagsOf(option: RunOption): Option[] {
  const { flag } = option;
  if (flag === undefined) return [];
  const { argument, alias } = flag;
  const written = argument === undefined ? '' : ` ${argument}`;
  const shown = withArgument(new Option(`${flag.name}${written}`, helpText(option)), option);
  if (alias === undefined) return [shown];
  const other = withArgument(new Option(`${alias}${written}`).hideHelp(), option);
  return [shown.conflicts(other.attributeName()), other];
}

/** The option takes one of these words. Another one is refused, and the nearest of them suggested. */
export function oneOf(option: Option, words: readonly string[]): Option {
  return option.choices(words).argParser((text) => {
    if (words.includes(text)) return text;
    throw otherWord(text, words);
  });
}

function otherWord(text: string, words: readonly string[]): InvalidArgumentError {
  const nearest = nearestWord(text, words);
  const suggestion = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return new InvalidArgumentError(`Allowed choices are ${words.join(', ')}.${suggestion}`);
}

/** What the argument of a flag may be, and the default that the help shows. */
function withArgument(shown: Option, option: RunOption): Option {
  const { kind, fallback, flag } = option;
  if (flag?.argument === undefined) return shown;
  if (kind.words !== undefined) shown.choices(kind.words);
  shown.argParser((text, before: unknown) => readArgument(option, text, before));
  return shown.default(flag.fallback ?? fallback);
}

function helpText({ help, flag, fallbackOption }: RunOption): string {
  const other = RUN_OPTIONS.find(({ name }) => name === fallbackOption)?.flag?.name;
  const notes = [flag?.note ?? [], other === undefined ? [] : `default: ${other}`].flat();
  return notes.length === 0 ? help : `${help} (${notes.join('; ')})`;
}

/** @throws InvalidArgumentError when the text is no value of the option. */
function readArgument({ kind, flag }: RunOption, text: string, before: unknown): ReadValue {
  const earlier = before instanceof ReadValue ? before.value : undefined;
  const readings =
    flag?.read === undefined ? [...wordsFor(text, flag?.words), text, numberOf(text)] : [flag.read(text, earlier)];
  const found = readings.find((value) => value !== undefined && kind.is(value));
  if (found === undefined && kind.words !== undefined) throw otherWord(text, kind.words);
  if (found === undefined) throw new InvalidArgumentError(`It must be ${flag?.expected ?? kind.label}.`);
  return new ReadValue(found);
}

function wordsFor(text: string, words: Readonly<Record<string, unknown>> = {}): unknown[] {
  return Object.hasOwn(words, text) ? [words[text]] : [];
}

function numberOf(text: string): number | undefined {
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function givenValue(command: Command, flag: Option): unknown[] {
  if (command.getOptionValueSource(flag.attributeName()) !== 'cli') return [];
  const value: unknown = command.getOptionValue(flag.attributeName());
  return [value instanceof ReadValue ? value.value : value];
}

function defaultValue({ flag }: RunOption): unknown[] {
  return flag?.fallback === undefined ? [] : [flag.fallback];
}

function refuseMissing(command: Command, { flag }: RunOption): never {
  command.error(`error: required option '${flag?.name} ${flag?.argument}' not specified`);
}
