import { FIGURES, makeFigures } from './figures.ts';
import { groupBy } from './group-by.ts';
import { TABLE_CLASSES, type TableRow } from './table-rows.ts';

/*
 * One line of text per group of rows that differ in capacity and width only: a head in words, then per row capacity (6 digits),
 * width (3) and six figures (4 each) to the base 64. A figure is six significant decimal digits and a decimal exponent, so what
 * is read is exactly what was measured.
 */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUE_OF_DIGIT = new Map([...DIGITS].map((digit, value) => [digit, value]));

const CAPACITY_DIGITS = 6;
const WIDTH_DIGITS = 3;
const FIGURE_DIGITS = 4;
const ROW_DIGITS = CAPACITY_DIGITS + WIDTH_DIGITS + FIGURE_DIGITS * FIGURES.length;

const SIGNIFICANT_DIGITS = 6;
/** Exponents take four bits: -10 to 5. */
const LOWEST_EXPONENT = -10;
const EXPONENTS = 16;

/** The rows as lines of text, in a canonical order. */
export function encodeRows(rows: readonly TableRow[]): string[] {
  const groups = groupBy(rows, headOf);
  return [...groups].map(([head, group]) => {
    const inOrder = group.toSorted((x, y) => x.widthBits - y.widthBits || x.capacityBytes - y.capacityBytes);
    return `${head} ${inOrder.map(encodeRow).join('')}`;
  });
}

/** The rows of lines made by `encodeRows`. */
export function decodeRows(lines: readonly string[]): TableRow[] {
  return lines.flatMap((line) => {
    const [memoryClass = '', node, read, write, readWrite, banks, temperature, use, digits = ''] = line.split(' ');
    const tableClass = TABLE_CLASSES.find((candidate) => candidate === memoryClass);
    if (tableClass === undefined) return [];
    const group = {
      memoryClass: tableClass,
      nodeNm: Number(node),
      ports: { read: Number(read), write: Number(write), readWrite: Number(readWrite) },
      banks: Number(banks),
      temperatureK: Number(temperature),
      isKnot: use === 'knots',
    };
    return Array.from({ length: digits.length / ROW_DIGITS }, (_, index) => {
      const start = index * ROW_DIGITS;
      const firstFigure = start + CAPACITY_DIGITS + WIDTH_DIGITS;
      return {
        ...group,
        capacityBytes: decodeNumber(digits, start, CAPACITY_DIGITS),
        widthBits: decodeNumber(digits, start + CAPACITY_DIGITS, WIDTH_DIGITS),
        ...makeFigures((figure) => decodeFigure(digits, firstFigure + FIGURES.indexOf(figure) * FIGURE_DIGITS)),
      };
    });
  });
}

function headOf({ memoryClass, nodeNm, ports, banks, temperatureK, isKnot }: TableRow): string {
  const { read, write, readWrite } = ports;
  return [memoryClass, nodeNm, read, write, readWrite, banks, temperatureK, isKnot ? 'knots' : 'single'].join(' ');
}

function encodeRow(row: TableRow): string {
  return (
    encodeNumber(row.capacityBytes, CAPACITY_DIGITS) +
    encodeNumber(row.widthBits, WIDTH_DIGITS) +
    FIGURES.map((figure) => encodeFigure(row[figure])).join('')
  );
}

function encodeFigure(value: number): string {
  const [digits = '', power = ''] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  const exponent = Number(power) - (SIGNIFICANT_DIGITS - 1) - LOWEST_EXPONENT;
  if (!(value > 0) || exponent < 0 || exponent >= EXPONENTS) throw new RangeError(`cannot encode the figure ${value}`);
  const text = encodeNumber(Number(digits.replace('.', '')) * EXPONENTS + exponent, FIGURE_DIGITS);
  if (decodeFigure(text, 0) !== value) throw new RangeError(`${value} has more than ${SIGNIFICANT_DIGITS} digits`);
  return text;
}

function decodeFigure(digits: string, start: number): number {
  const code = decodeNumber(digits, start, FIGURE_DIGITS);
  const exponent = (code % EXPONENTS) + LOWEST_EXPONENT;
  const mantissa = Math.floor(code / EXPONENTS);
  // Powers of ten up to 22 are exact, so one division or product gives the double nearest to the decimal.
  return exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent;
}

function encodeNumber(value: number, length: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 64 ** length) throw new RangeError(`cannot encode ${value}`);
  let [text, rest] = ['', value];
  for (let place = 0; place < length; place++) {
    text = DIGITS.charAt(rest % 64) + text;
    rest = Math.floor(rest / 64);
  }
  return text;
}

function decodeNumber(digits: string, start: number, length: number): number {
  let value = 0;
  for (let place = start; place < start + length; place++) {
    value = value * 64 + (VALUE_OF_DIGIT.get(digits.charAt(place)) ?? 0);
  }
  return value;
}
