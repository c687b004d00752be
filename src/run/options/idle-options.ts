import type { Diagnostic } from '../../base/diagnostic.ts';
import { isOnnx } from '../../io/files/read-input.ts';
import { optionNamed, RUN_OPTIONS } from './option-table.ts';
import { needOf, type OptionWords } from './option-words.ts';
import type { OptionNeed, RunOption } from './run-option.ts';

/** An option that was given and has no effect beside the others. */
export interface IdleOption {
  readonly option: RunOption;
  readonly need: OptionNeed;
  /** The option it would need, and its value: its default if it was not given. */
  readonly other: RunOption;
  readonly otherValue: unknown;
}

/** Options that were given and have no effect beside the others. */
export function idleOptions(given: object): IdleOption[] {
  const values = new Map<string, unknown>(Object.entries(given));
  return RUN_OPTIONS.flatMap((option) => {
    const value = values.get(option.name);
    return value === undefined || value === false ? [] : missingNeed(option, values);
  });
}

/** Every option that has an effect, with its value: the given one, or its default. `null` is "no limit". */
export function effectiveOptions(given: object): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(given));
  const effective = RUN_OPTIONS.filter((option) => missingNeed(option, values).length === 0);
  return new Map(
    effective
      .map(
        (option) =>
          [
            option.name,
            values.get(option.name) === undefined ? fallbackOf(option, values) : values.get(option.name),
          ] as const,
      )
      .filter(([, value]) => value !== undefined),
  );
}

/** The default beside the other options. */
function fallbackOf({ fallback, noFallbackWith }: RunOption, given: ReadonlyMap<string, unknown>): unknown {
  if (noFallbackWith === undefined) return fallback;
  return noFallbackWith.values.includes(given.get(noFallbackWith.option)) ? undefined : fallback;
}

/** What is said about an idle option in a run that goes on without it. */
export function idleOptionWarning(idle: IdleOption, words: OptionWords): Diagnostic {
  const { message, hint } = idleOptionText(idle, words);
  return { code: 'ZZ6019', severity: 'warning', message, hint };
}

/** What is said about an idle option, and what to do. */
export function idleOptionText(
  { option, need, other, otherValue }: IdleOption,
  words: OptionWords,
): { readonly message: string; readonly hint: string } {
  const name = words.nameOf(option);
  // What it needs is the default: so something else was asked for.
  if (need.value !== undefined && need.value === other.fallback) {
    return { message: `${name} has no effect with ${words.settingOf(other, otherValue)}`, hint: 'leave it out' };
  }
  const needed = needOf(need, words);
  return { message: `${name} has no effect without ${needed}`, hint: `leave it out, or give ${needed}` };
}

function missingNeed(option: RunOption, given: ReadonlyMap<string, unknown>): IdleOption[] {
  const need = option.worksWith;
  const other = optionNamed(need?.option ?? '');
  if (need === undefined || other === undefined) return [];
  const value = given.get(other.name);
  const otherValue = value === undefined ? other.fallback : value;
  return isMet(need, otherValue) ? [] : [{ option, need, other, otherValue }];
}

function isMet({ value, orValues = [], format }: OptionNeed, otherValue: unknown): boolean {
  if (format === 'onnx') return isOnnx(otherValue);
  return value === undefined ? otherValue !== undefined : value === otherValue || orValues.includes(otherValue);
}
