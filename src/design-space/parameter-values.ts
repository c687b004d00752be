import { didYouMean } from '../base/suggest.ts';
import { isSettingValue, type SettingUnit, type SettingValue } from './setting.ts';
import { factorOfUnit, resultUnitOf, SIZE_UNITS, sizeInBits } from './unit-text.ts';

/** A range of numbers, `to` included where a step meets it. */
export interface ValueRange {
  readonly from: number | string;
  readonly to: number | string;
  /** Added from one value to the next. */
  readonly step?: number | string | undefined;
  /** What the next value is multiplied by. */
  readonly factor?: number | undefined;
}

/** Values of a parameter, and what they are. */
export interface ParameterValues {
  readonly unit: SettingUnit;
  readonly values: readonly SettingValue[];
}

/** So many values of one parameter can be listed; a space may still have a billion designs. */
export const MOST_VALUES = 100_000;

/** What is wrong with a value, and what to write instead. */
export interface ValueProblem {
  readonly problem: string;
  readonly hint: string;
}

/** What is wrong with a value of a list: it is no plain data, or looks like a size and has no unit of sizes. */
export function valueProblem(value: unknown): ValueProblem | undefined {
  if (!isSettingValue(value)) {
    const problem = `${String(value)} is no value; expected a finite number, a text, true or false`;
    return { problem, hint: 'write a number, or a size such as 64 KiB' };
  }
  if (typeof value !== 'string' || sizeInBits(value) !== undefined) return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?) *([A-Za-zµ][\wµ²]*)$/.exec(value) ?? [];
  if (unit === undefined) return undefined;
  const result = resultUnitOf(unit);
  if (result !== undefined) {
    const number = Number((Number(amount) * (factorOfUnit(unit) ?? 1)).toPrecision(15));
    return {
      problem: `"${value}" is no size, and only sizes have a unit here`,
      hint: `write the number alone: ${number} for ${number} ${result}`,
    };
  }
  return {
    problem: `"${value}" is no size${didYouMean(unit, SIZE_UNITS)}; units of sizes are ${SIZE_UNITS.join(', ')}`,
    hint: `correct the unit, or write the number of bits`,
  };
}

/** A list whose texts may all be sizes: `[32 KiB, 64 KiB]` are numbers of bits. */
export function listedValues(values: readonly SettingValue[]): ParameterValues {
  const sizes = values.map((value) => (typeof value === 'string' ? sizeInBits(value) : undefined));
  const isSizes =
    sizes.some((size) => size !== undefined) && values.every((value, place) => isNumber(value, sizes[place]));
  return isSizes ? { unit: 'bit', values: values.map((value, place) => sizes[place] ?? value) } : { unit: '', values };
}

function isNumber(value: SettingValue, size: number | undefined): boolean {
  return typeof value === 'number' || size !== undefined;
}

/**
 * The values of a range in ascending order.
 * @returns what is wrong with the range, as text, where it has none.
 */
export function rangeValues({ from, to, step, factor }: ValueRange): ParameterValues | string {
  const [first, last] = [numberIn(from), numberIn(to)];
  if (first === undefined) return `from is ${JSON.stringify(from)}; expected a number or a size such as 32 KiB`;
  if (last === undefined) return `to is ${JSON.stringify(to)}; expected a number or a size such as 2 MiB`;
  if ((step === undefined) === (factor === undefined)) {
    return 'the range needs either a step or a factor, such as step: 8 or factor: 2';
  }
  if (first > last) return `from is larger than to`;
  const unit: SettingUnit = [from, to, step].some((one) => typeof one === 'string') ? 'bit' : '';
  const values =
    factor === undefined ? added(first, last, numberIn(step ?? 0) ?? Number.NaN) : multiplied(first, last, factor);
  return typeof values === 'string' ? values : { unit, values };
}

function added(first: number, last: number, step: number): number[] | string {
  if (!(step > 0)) return 'step must be a number above 0';
  // Counted, not added up: 0.1 ten times would miss 1.
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  if (count > MOST_VALUES) return tooMany(count);
  return Array.from({ length: count }, (_, index) => Number((first + index * step).toPrecision(15)));
}

function multiplied(first: number, last: number, factor: number): number[] | string {
  if (!(factor > 1)) return 'factor must be a number above 1';
  if (!(first > 0)) return 'a range with a factor must begin above 0';
  const count = Math.floor(Math.log(last / first) / Math.log(factor) + 1e-9) + 1;
  if (count > MOST_VALUES) return tooMany(count);
  return Array.from({ length: count }, (_, index) => Number((first * factor ** index).toPrecision(15)));
}

function tooMany(count: number): string {
  return `the range has ${count} values; one parameter may have ${MOST_VALUES}`;
}

function numberIn(value: number | string): number | undefined {
  return typeof value === 'number' ? value : sizeInBits(value.trim());
}
