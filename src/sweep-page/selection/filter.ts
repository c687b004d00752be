import {
  type PageParameter,
  type PageQuantity,
  pointAt,
  positionAt,
  type SweepTable,
  statusAt,
  valueAt,
  WITHIN,
} from '../data/sweep-table.ts';
import { factorOf } from '../words/limit-texts.ts';

/** Whether a design is chosen. */
export type RowTest = (row: number) => boolean;

/** A test, or what is wrong with the text. */
export type FilterResult = { readonly test: RowTest } | { readonly error: string };

const TOKEN = /\s*(<=|>=|!=|==|[<>=()]|"[^"]*"|'[^']*'|[^\s<>=!()"']+|\S)/y;
const COMPARISONS = new Set(['<', '<=', '>', '>=', '=', '==', '!=']);
const JOINS = new Set(['and', 'or', ')']);

/**
 * A condition on designs such as `array >= 32 and area < 3`. Names are those of parameters and quantities, also `front`, `within` and
 * `point`. A number behind a quantity is in the unit of its column unless one is written: `energy < 2 mJ`. Empty text passes all.
 */
export function filterOf(table: SweepTable, text: string): FilterResult {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { test: () => true };
  const parser = new FilterParser(table, tokens);
  try {
    return { test: parser.whole() };
  } catch (error) {
    if (error instanceof FilterError) return { error: error.message };
    throw error;
  }
}

class FilterError extends Error {}

function tokensOf(text: string): string[] {
  return Array.from(text.matchAll(new RegExp(TOKEN, 'g')), ([, token = '']) => token).filter((token) => token !== '');
}

class FilterParser {
  private readonly table: SweepTable;
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(table: SweepTable, tokens: readonly string[]) {
    this.table = table;
    this.tokens = tokens;
  }

  whole(): RowTest {
    const test = this.either();
    if (this.next < this.tokens.length) throw new FilterError(`"${this.peek()}" is one too many`);
    return test;
  }

  private peek(): string {
    return this.tokens[this.next] ?? '';
  }

  private take(): string {
    const token = this.peek();
    this.next++;
    return token;
  }

  private takes(word: string): boolean {
    if (this.peek().toLowerCase() !== word) return false;
    this.next++;
    return true;
  }

  private either(): RowTest {
    let test = this.all();
    while (this.takes('or')) {
      const [before, other] = [test, this.all()];
      test = (row) => before(row) || other(row);
    }
    return test;
  }

  private all(): RowTest {
    let test = this.single();
    while (this.takes('and')) {
      const [before, other] = [test, this.single()];
      test = (row) => before(row) && other(row);
    }
    return test;
  }

  private single(): RowTest {
    if (this.takes('not')) {
      const test = this.single();
      return (row) => !test(row);
    }
    if (this.takes('(')) {
      const test = this.either();
      if (!this.takes(')')) throw new FilterError('a ")" is missing');
      return test;
    }
    return this.comparison();
  }

  private comparison(): RowTest {
    const { table } = this;
    const name = this.take();
    if (name === '') throw new FilterError('a condition is missing at the end');
    const operator = this.peek();
    if (name === 'front') return (row) => table.front[row] === 1;
    if (name === 'within') return (row) => statusAt(table, row) === WITHIN;
    const subject = subjectOf(table, name);
    if (subject === undefined) throw new FilterError(`there is no "${name}"; names are ${namesOf(table)}`);
    if (!COMPARISONS.has(operator)) throw new FilterError(`behind "${name}" a comparison such as < is missing`);
    this.next++;
    const words: string[] = [];
    while (this.next < this.tokens.length && !JOINS.has(this.peek().toLowerCase())) words.push(this.take());
    if (words.length === 0) throw new FilterError(`behind "${name} ${operator}" a value is missing`);
    return comparisonOf(subject, operator, words.join(' ').replace(/^["']|["']$/g, ''));
  }
}

/** What a name stands for: a number of each design, and how its values are read. */
interface Subject {
  readonly at: (row: number) => number;
  readonly textAt?: (row: number) => string;
  readonly read: (text: string) => number;
}

function subjectOf(table: SweepTable, name: string): Subject | undefined {
  const wanted = plain(name);
  if (wanted === 'point' || wanted === 'design') return { at: (row) => pointAt(table, row), read: Number };
  const place = table.parameters.findIndex(
    (parameter) => plain(parameter.name) === wanted || plain(parameter.title) === wanted,
  );
  const parameter = table.parameters[place];
  if (parameter !== undefined) return parameterSubject(table, parameter, place);
  const column = table.quantities.findIndex((quantity) =>
    [quantity.name, quantity.short, quantity.title].some((known) => plain(known) === wanted),
  );
  const quantity = table.quantities[column];
  return quantity && { at: (row) => valueAt(table, column, row), read: (text) => quantityNumber(quantity, text) };
}

function parameterSubject(table: SweepTable, { texts, numbers, unit }: PageParameter, place: number): Subject {
  const textAt = (row: number): string => texts[positionAt(table, place, row)] ?? '';
  return {
    at: (row) => numbers?.[positionAt(table, place, row)] ?? Number.NaN,
    ...(numbers === undefined ? { textAt } : {}),
    read: (text) =>
      numberWithUnit(text, (written) => (unit === 'bit' ? factorOf(written, 'bit') : written === '' ? 1 : Number.NaN)),
  };
}

function quantityNumber({ scale, unit }: PageQuantity, text: string): number {
  return numberWithUnit(text, (written) => (written === '' ? scale.factor : factorOf(written, unit)));
}

function numberWithUnit(text: string, factor: (unit: string) => number): number {
  const [, number = '', unit = ''] = /^([-+]?[\d.]+(?:e[-+]?\d+)?)\s*(.*)$/i.exec(text) ?? [];
  return number === '' ? Number.NaN : Number(number) * factor(unit);
}

function comparisonOf({ at, textAt, read }: Subject, operator: string, text: string): RowTest {
  if (textAt !== undefined) {
    const wanted = text.toLowerCase();
    const isEqual = (row: number): boolean => textAt(row).toLowerCase() === wanted;
    if (operator === '=' || operator === '==') return isEqual;
    if (operator === '!=') return (row) => !isEqual(row);
    throw new FilterError('words can only be compared with = and !=');
  }
  const value = read(text);
  if (Number.isNaN(value)) throw new FilterError(`"${text}" is no number with a unit known here`);
  if (operator === '<') return (row) => at(row) < value;
  if (operator === '<=') return (row) => at(row) <= value;
  if (operator === '>') return (row) => at(row) > value;
  if (operator === '>=') return (row) => at(row) >= value;
  const isNear = (row: number): boolean => Math.abs(at(row) - value) <= 1e-9 * Math.abs(value);
  return operator === '!=' ? (row) => !isNear(row) && !Number.isNaN(at(row)) : isNear;
}

/** Names are the same however they are spaced: `SRAM size` is `sramsize`, `sram_size`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');
}

function namesOf({ parameters, quantities }: SweepTable): string {
  return [...parameters, ...quantities].map(({ name }) => name).join(', ');
}
