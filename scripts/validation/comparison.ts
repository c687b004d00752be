import { COST_MODELS, type CostModelName } from '../../src/model/cost-model.ts';

/* Modelled figures beside published ones, and how tables of docs/validation.md show them. */

/** Where the input files are. */
export const INPUTS = new URL('../../examples/validation/', import.meta.url);

export type PerModel<T> = Readonly<Record<CostModelName, T>>;

export function perModel<T>(make: (costModel: CostModelName) => T): PerModel<T> {
  const [reference, corrected] = COST_MODELS;
  return { reference: make(reference), corrected: make(corrected) };
}

/** One figure that was published, and what the two cost models give for it. */
export interface Comparison {
  /** First cells of its row. */
  readonly labels: readonly string[];
  readonly published: number;
  readonly modelled: PerModel<number>;
  /** Digits after the decimal point; figures without are whole numbers. */
  readonly decimals?: number;
}

/** Figures of one kind from one source: a line of the summary. */
export interface Group {
  readonly what: string;
  /** Heading of the section, as an anchor. */
  readonly section: string;
  readonly comparisons: readonly Comparison[];
  /** Why figures differ, or what agreement shows; one or two short sentences. */
  readonly reason: string;
}

/** What a source gives to the page: lines of the summary, and tables by the marks that hold them. */
export interface Section {
  readonly groups: readonly Group[];
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

/** Compares a figure that is read off both cases in the same way. */
export function compared<T>(
  labels: readonly string[],
  published: number,
  cases: PerModel<T>,
  read: (one: T) => number,
  decimals?: number,
): Comparison {
  const modelled = { reference: read(cases.reference), corrected: read(cases.corrected) };
  return { labels, published, modelled, ...(decimals === undefined ? {} : { decimals }) };
}

export function ratio(modelled: number, published: number): number {
  return modelled / published;
}

/** Equal up to the rounding of floating-point sums. */
export function isEqual(modelled: number, published: number): boolean {
  return Math.abs(modelled - published) <= 1e-9 * Math.abs(published);
}

/** `=` where the figures are equal, else the ratio with three decimals. */
export function ratioText(modelled: number, published: number): string {
  return isEqual(modelled, published) ? '=' : ratio(modelled, published).toFixed(3);
}

/** A number with thin groups of thousands, `1 234 567.8`. */
export function numberText(value: number, decimals = 0): string {
  const [whole = '', fraction] = value.toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Lines of a table in the format of the pages. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** The table of comparisons: published, both models, and their ratios to what was published. */
export function comparisonTable(labels: readonly string[], comparisons: readonly Comparison[]): string[] {
  return table(
    [...labels, 'Published', 'Reference', 'Corrected', 'Reference ÷ published', 'Corrected ÷ published'],
    comparisons.map(({ labels: cells, published, modelled, decimals }) => [
      ...cells,
      numberText(published, decimals),
      numberText(modelled.reference, decimals),
      numberText(modelled.corrected, decimals),
      ratioText(modelled.reference, published),
      ratioText(modelled.corrected, published),
    ]),
  );
}
