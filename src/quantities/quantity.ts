import type { CostFigures, CostModelEvaluation } from '../model/evaluation/evaluation.ts';

/** `share`: a fraction of 1. Names of units are those of `diff --json`. */
export type QuantityUnit =
  | 'pJ'
  | 'cycles'
  | 'share'
  | 'ns'
  | 's'
  | 'mW'
  | 'TOP/s'
  | 'TOP/s/W'
  | 'mm2'
  | 'pJ·cycles'
  | 'bit'
  | 'tokens/s'
  | 'images/s'
  | 'utterances/s';

/** What a quantity is, without how it is read. */
export interface QuantityIdentity {
  /** Stable, with a dot before a part: `energy`, `energy.operations`, `energy.rf_128B.W`, `latency.onloading`, `stall.sram.r_port_1`. */
  readonly name: string;
  /** For a reader, below the quantity it is a part of: `operations`, `W in rf_128B`, `on-loading`. */
  readonly title: string;
  readonly unit: QuantityUnit;
}

/** A named number of a result. */
export interface Quantity extends QuantityIdentity {
  /** What the title doesn't say, without a verb of its own: `the first data arrive`. */
  readonly meaning?: string;
  /** Reads it from an evaluation, in its unit. Not a number where the evaluation doesn't have it. */
  readonly of: (evaluation: CostModelEvaluation) => number;
  /** Names of the quantities it is made of. */
  readonly parts: readonly string[];
  /** Whether that of a network is the sum of those of its layers. */
  readonly addsUp: boolean;
  /** Follows from other quantities, so that comparisons leave it out. */
  readonly isDerived?: boolean;
}

/** A quantity that evaluations and sums of them have. */
export interface CostQuantity extends Quantity {
  readonly of: (costs: CostFigures) => number;
}

/** A quantity of one result. */
export interface QuantityValue extends QuantityIdentity {
  /** Null where it has no value (a share of nothing). */
  readonly value: number | null;
}

/** What a reader needs where the quantity stands alone: `energy of W in rf_128B`, `on-loading (the first data arrive)`. */
export function fullTitle({ name, title, meaning }: Pick<Quantity, 'name' | 'title' | 'meaning'>): string {
  const [whole] = /^(energy|area)(?=\.)/.exec(name) ?? [];
  const alone = whole === undefined ? title : `${whole} of ${title}`;
  return meaning === undefined ? alone : `${alone} (${meaning})`;
}
