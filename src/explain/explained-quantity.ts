import type { MemoryLevel } from '../model/accelerator/memory.ts';
import type { FigureReader } from './change/evaluate-changes.ts';
import type { Explanation } from './explanation.ts';
import type { Quantities, Term } from './terms.ts';

/** What a figure says of itself when it is explained. */
export interface FigureAccount {
  readonly value: number;
  readonly term: Term;
  readonly quantities: Quantities;
  readonly parts?: readonly string[];
  readonly binding?: string | undefined;
  /** The memory that the same data enter again and again, and the figure that would fall if it held more. */
  readonly refilled?: { readonly memory: MemoryLevel; readonly figure: string } | undefined;
}

/** How a figure is read from the cost model when something of the accelerator is changed, and what changes are looked for. */
export interface ChangeableFigure {
  readonly read: FigureReader;
  readonly better: 'less' | 'more';
  /** Latencies depend on full widths and sizes, energies on narrowest accesses and sizes. */
  readonly dependsOn: 'fullWidths' | 'narrowestAccesses';
  /** Whether the figure grows with the number of equal layers. */
  readonly addsUp: boolean;
}

/** A figure of an evaluation that can be explained. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly account: () => FigureAccount;
  /** Absent where no width and no size matters. */
  readonly changeable?: ChangeableFigure;
}

/** A latency, less of which is better. */
export function cyclesFrom(read: FigureReader): ChangeableFigure {
  return { read, better: 'less', dependsOn: 'fullWidths', addsUp: true };
}

/** The explanation but for what would change the figure. */
export function describe({ name, title, unit }: Figure, account: FigureAccount): Explanation {
  const { value, term, quantities, parts = [], binding } = account;
  return {
    figure: name,
    title,
    value,
    unit,
    formula: term.symbols,
    substituted: term.numbers,
    symbols: quantities.list,
    parts,
    ...(binding === undefined ? {} : { binding }),
  };
}

/** Names of figures, the largest first; those that are 0 are left out. */
export function largestFirst(parts: readonly (readonly [name: string, value: number])[]): string[] {
  return parts
    .filter(([, value]) => value !== 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name]) => name);
}
