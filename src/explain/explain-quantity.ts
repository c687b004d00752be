import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { presentName } from '../quantities/quantities.ts';
import { fullTitle, type Quantity } from '../quantities/quantity.ts';
import { fullWidths, narrowestAccesses, sizes } from './change/changeable-numbers.ts';
import { describeChange } from './change/describe-change.ts';
import { ChangeEvaluator } from './change/evaluate-changes.ts';
import { type FoundChange, smallestChange } from './change/find-change.ts';
import { type ExplainedCase, explainedCase } from './explained-case.ts';
import { allQuantities } from './explained-quantities.ts';
import type { ExplainedQuantity, QuantityAccount } from './explained-quantity.ts';
import type { Explanation } from './explanation.ts';
import { numberText } from './terms.ts';

/** Names of all quantities of an evaluation: energies, latencies, utilisation, stalls of ports (docs/explain.md). */
export function explainedQuantities(evaluation: CostModelEvaluation): readonly string[] {
  return [...workOf(evaluation).quantities.keys()];
}

/**
 * Where a quantity comes from, what binds it and what would change it (docs/explain.md). Names of version 0.1.0 are understood.
 * @throws Error when the evaluation has no such quantity; `explainedQuantities` lists them.
 */
export function explainQuantity(evaluation: CostModelEvaluation, name: string): Explanation {
  const work = workOf(evaluation);
  const { quantity, account } = quantityOf(work, name);
  const { term, symbols, binding, ...rest } = account();
  const explanation = {
    ...summaryOf(evaluation, quantity),
    formula: term.symbols,
    substituted: term.numbers,
    symbols: symbols.list,
    parts: partsOf(work, quantity),
    ...bindingWithSize(work, { binding, ...rest }),
  };
  const change = findChange(evaluation, quantity.name);
  if (change === undefined) return explanation;
  const times = quantity.addsUp ? evaluation.times : 1;
  return { ...explanation, change: describeChange(work.explained, evaluatorOf(work), change, times) };
}

/** A quantity without its explanation. */
export type QuantitySummary = Pick<Explanation, 'figure' | 'title' | 'value' | 'unit'>;

/** Title, value and unit of a quantity. @throws Error when the evaluation has no such quantity. */
export function quantitySummary(evaluation: CostModelEvaluation, name: string): QuantitySummary {
  return summaryOf(evaluation, quantityOf(workOf(evaluation), name).quantity);
}

function summaryOf(evaluation: CostModelEvaluation, quantity: Quantity): QuantitySummary {
  const { name, unit, of } = quantity;
  const title = fullTitle(quantity);
  return { figure: name, title: title.charAt(0).toUpperCase() + title.slice(1), value: of(evaluation), unit };
}

function quantityOf({ quantities }: Work, name: string): ExplainedQuantity {
  const quantity = quantities.get(name) ?? quantities.get(presentName(name));
  if (quantity !== undefined) return quantity;
  throw new Error(`there is no quantity "${name}"; the quantities are ${[...quantities.keys()].join(', ')}`);
}

/** Names of what a quantity is made of, the largest first. Left out is what is 0, and slack, which makes no stall smaller. */
function partsOf({ explained, quantities }: Work, { parts }: Quantity): string[] {
  return parts
    .flatMap((name) => quantities.get(name)?.quantity ?? [])
    .map((part) => ({ ...part, value: part.of(explained.evaluation) }))
    .filter(({ value, addsUp }) => (addsUp ? value !== 0 : value > 0))
    .toSorted((a, b) => b.value - a.value)
    .map(({ name }) => name);
}

/** Adds how large a memory would have to be for its data to come less often. */
function bindingWithSize(
  work: Work,
  { binding, refilled }: Pick<QuantityAccount, 'binding' | 'refilled'>,
): Pick<Explanation, 'binding'> {
  if (binding === undefined) return {};
  if (refilled === undefined) return { binding };
  const ownSize = sizes(work.explained).filter(({ number }) => number.memory === refilled.memory.index);
  const found = smallestChange(evaluatorOf(work), { quantity: refilled.quantity, better: 'less' }, ownSize);
  const { name } = refilled.memory;
  if (found === undefined) return { binding };
  const more = numberText(found.to - found.from);
  return {
    binding: `${binding}; ${name} would need ${more} bits more (${numberText(found.to)} in all) to avoid some of it`,
  };
}

/** The smallest change that makes a quantity better; undefined where none does, or nothing is to be gained. */
export function findChange(evaluation: CostModelEvaluation, name: string): FoundChange | undefined {
  const work = workOf(evaluation);
  const changeable = work.quantities.get(name)?.changeable;
  if (changeable === undefined) return undefined;
  const evaluator = evaluatorOf(work);
  const { better, dependsOn } = changeable;
  const base = evaluator.base(name);
  if (better === 'less' ? base <= 0 : base >= 1) return undefined;
  const { explained } = work;
  const widths = dependsOn === 'fullWidths' ? fullWidths(explained) : narrowestAccesses(explained);
  return smallestChange(evaluator, { quantity: name, better }, [...widths, ...sizes(explained)]);
}

/** What the quantities of one evaluation are explained with. */
interface Work {
  readonly explained: ExplainedCase;
  readonly quantities: ReadonlyMap<string, ExplainedQuantity>;
  evaluator?: ChangeEvaluator;
}

/** Kept as long as the evaluation is, since its quantities are asked for one after the other. */
const works = new WeakMap<CostModelEvaluation, Work>();

function workOf(evaluation: CostModelEvaluation): Work {
  const known = works.get(evaluation);
  if (known !== undefined) return known;
  const explained = explainedCase(evaluation);
  const work: Work = {
    explained,
    quantities: new Map(allQuantities(explained).map((quantity) => [quantity.name, quantity])),
  };
  works.set(evaluation, work);
  return work;
}

function evaluatorOf(work: Work): ChangeEvaluator {
  work.evaluator ??= new ChangeEvaluator(
    work.explained.evaluation,
    new Map(
      [...work.quantities].flatMap(([name, { changeable }]) =>
        changeable === undefined ? [] : [[name, changeable.read]],
      ),
    ),
  );
  return work.evaluator;
}
