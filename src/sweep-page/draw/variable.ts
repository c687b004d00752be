import { columnText, groupedText, quantityText } from '../../base/number-text.ts';
import { positionAt, type SweepTable, valueAt } from '../data/sweep-table.ts';
import { headingText, typeset } from '../words/words.ts';

/** What an axis or a colour can stand for: a quantity, or a parameter in which designs differ. */
export interface Variable {
  /** `q0`, `p1`: quantity or parameter with its place. */
  readonly key: string;
  readonly title: string;
  /** With the unit of its ticks. */
  readonly heading: string;
  /** 1 if less is better, −1 if more is, 0 for parameters. */
  readonly sign: 1 | -1 | 0;
  /** Value of a design; NaN where unknown. */
  readonly at: (row: number) => number;
  readonly tickText: (value: number) => string;
  /** Where ticks of a parameter make sense; undefined where they may be anywhere. */
  readonly values: readonly number[] | undefined;
  /** Place of the quantity, where it is one. */
  readonly quantity: number | undefined;
}

export function quantityVariable(table: SweepTable, place: number): Variable {
  const quantity = table.quantities[place];
  if (quantity === undefined) throw new Error(`a sweep has no quantity ${place}`);
  return {
    key: `q${place}`,
    title: quantity.title,
    heading: headingText({ ...quantity, short: quantity.title }),
    sign: quantity.sign,
    at: (row) => valueAt(table, place, row),
    tickText: (value) => groupedText(shortNumber(value / quantity.scale.factor)),
    values: undefined,
    quantity: place,
  };
}

/** Most values of a parameter that get ticks of their own. */
const MOST_TICKED = 40;

/** Values of texts are their places. */
export function parameterVariable(table: SweepTable, place: number): Variable {
  const parameter = table.parameters[place];
  if (parameter === undefined) throw new Error(`a sweep has no parameter ${place}`);
  const { title, unit, texts, numbers } = parameter;
  const isShort = texts.length <= MOST_TICKED;
  return {
    key: `p${place}`,
    title,
    heading: title,
    sign: 0,
    at: (row) => numbers?.[positionAt(table, place, row)] ?? positionAt(table, place, row),
    tickText: (value) => {
      const known = numbers === undefined ? texts[value] : isShort ? texts[numbers.indexOf(value)] : undefined;
      return known ?? (unit === 'bit' ? typeset(quantityText(value, 'bit')) : shortNumber(value));
    },
    values: numbers === undefined ? texts.map((_, index) => index) : isShort ? numbers : powersOfTwo(numbers, unit),
    quantity: undefined,
  };
}

/** All that an axis can stand for: quantities with a known figure, then parameters that differ. */
export function variablesOf(table: SweepTable): readonly Variable[] {
  const known = table.quantities.flatMap((_, place) =>
    table.values[place]?.some((value) => !Number.isNaN(value)) ? [quantityVariable(table, place)] : [],
  );
  const varied = table.parameters.flatMap(({ texts }, place) =>
    texts.length > 1 ? [parameterVariable(table, place)] : [],
  );
  return [...known, ...varied];
}

/** Sizes between the ends of a long list that readers know; undefined for other numbers. */
function powersOfTwo(numbers: readonly number[], unit: 'bit' | ''): number[] | undefined {
  const [first = 1, last = 1] = [numbers[0], numbers.at(-1)];
  if (unit !== 'bit' || first <= 0) return undefined;
  const [from, to] = [Math.ceil(Math.log2(first)), Math.floor(Math.log2(last))];
  return to - from < 1 ? undefined : Array.from({ length: to - from + 1 }, (_, index) => 2 ** (from + index));
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  return size === 0 || size >= 0.001 ? String(Number(value.toPrecision(3))) : columnText(value, 6);
}
