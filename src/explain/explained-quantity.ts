import type { MappingEvaluator } from '../engine/cost/mapping-evaluator.ts';
import type { MemoryLevel } from '../model/accelerator/memory.ts';
import type { Quantity } from '../quantities/quantity.ts';
import type { FormulaSymbols, Term } from './terms.ts';

/** What a quantity says of itself when it is explained. */
export interface QuantityAccount {
  readonly term: Term;
  readonly symbols: FormulaSymbols;
  readonly binding?: string | undefined;
  /** The memory that the same data enter again and again, and the quantity that would fall if it held more. */
  readonly refilled?: { readonly memory: MemoryLevel; readonly quantity: string } | undefined;
}

/** Reads a quantity of one layer from the cost model. */
export type QuantityReader = (evaluator: MappingEvaluator) => number;

/** How a quantity is read from the cost model when something of the accelerator is changed, and what changes are looked for. */
export interface ChangeableQuantity {
  readonly read: QuantityReader;
  readonly better: 'less' | 'more';
  /** Latencies depend on full widths and sizes, energies on narrowest accesses and sizes. */
  readonly dependsOn: 'fullWidths' | 'narrowestAccesses';
}

/** The formula of a quantity, with the numbers of one evaluation. */
export interface QuantityFormula {
  /** Of the quantity. */
  readonly name: string;
  readonly account: () => QuantityAccount;
  /** Absent where no width and no size matters. */
  readonly changeable?: ChangeableQuantity;
}

/** A quantity of an evaluation, and where it comes from. */
export interface ExplainedQuantity extends QuantityFormula {
  readonly quantity: Quantity;
}

/** A latency, less of which is better. */
export function cyclesFrom(read: QuantityReader): ChangeableQuantity {
  return { read, better: 'less', dependsOn: 'fullWidths' };
}
