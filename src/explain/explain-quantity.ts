import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { formatSpatialMapping, type SpatialMapping } from '../model/mapping/spatial-mapping.ts';
import { presentName } from '../quantities/quantities.ts';
import { fullTitle, type Quantity } from '../quantities/quantity.ts';
import type { TemporalSearchOptions } from '../search/search-options.ts';
import { type BetterUnrolling, betterUnrolling } from './change/better-unrolling.ts';
import { boundPlaces, largestLoss } from './change/bound-places.ts';
import { type ChangeableNumber, fullWidths, narrowestAccesses, sizes } from './change/changeable-numbers.ts';
import { describeChange } from './change/describe-change.ts';
import { ChangeEvaluator } from './change/evaluate-changes.ts';
import { type Aim, type FoundChange, HELPS, rankedChanges, smallestChange } from './change/find-change.ts';
import { type ExplainedCase, explainedCase } from './explained-case.ts';
import { allQuantities } from './explained-quantities.ts';
import type { ExplainedQuantity, QuantityAccount } from './explained-quantity.ts';
import type { AcceleratorChange, Explanation, UnrollingChange } from './explanation.ts';
import { numberText } from './terms.ts';

/** Names of all quantities of an evaluation: energies, latencies, utilisation, stalls of ports (docs/explain.md). */
export function explainedQuantities(evaluation: CostModelEvaluation): readonly string[] {
  return [...workOf(evaluation).quantities.keys()];
}

/**
 * Where a quantity comes from, what binds it and what would change it (docs/explain.md). Names of version 0.1.0 are understood.
 * @throws Error when the evaluation has no such quantity; `explainedQuantities` lists them.
 */
export function explainQuantity(
  evaluation: CostModelEvaluation,
  name: string,
  { unrollings }: ExplainOptions = {},
): Explanation {
  const work = workOf(evaluation);
  const { quantity, account } = quantityOf(work, name);
  const { term, symbols, binding, ...rest } = account();
  const unrolling = unrollings && unrollingFor(work, quantity, unrollings);
  const times = quantity.addsUp ? evaluation.times : 1;
  const described = (change: FoundChange): AcceleratorChange =>
    describeChange(work.explained, evaluatorOf(work), change, times);
  const change = findChange(evaluation, quantity.name);
  return {
    ...summaryOf(evaluation, quantity),
    formula: term.symbols,
    substituted: term.numbers,
    symbols: symbols.list,
    parts: partsOf(work, quantity),
    ...bindingWithSize(work, { binding, ...rest }),
    ...(change && { change: described(change) }),
    changes: findChanges(evaluation, quantity.name).map(described),
    ...(unrolling && { unrolling }),
  };
}

/** What more to look for. */
export interface ExplainOptions {
  /** How to search unrollings that would use idle units. They are not looked for without it: that takes some searches. */
  readonly unrollings?: TemporalSearchOptions;
}

/** Quantities that unused units alone determine. */
const OF_UNUSED_UNITS: readonly string[] = ['latency.spatial_stall', 'utilisation.spatial'];
const OF_LATENCY: readonly string[] = [
  'latency',
  'utilisation',
  'utilisation.with_stalls',
  'utilisation.with_onloading',
];

/** The unrolling that uses the array better, for quantities that suffer most from unused units. */
function unrollingFor(work: Work, quantity: Quantity, options: TemporalSearchOptions): UnrollingChange | undefined {
  const { name, of } = quantity;
  const { evaluation } = work.explained;
  const isMeant =
    OF_UNUSED_UNITS.includes(name) ||
    (OF_LATENCY.includes(name) && largestLoss(work.explained, name) === 'latency.spatial_stall');
  if (!isMeant || evaluation.utilisation.spatial >= 1) return undefined;
  work.unrolling ??= { found: betterUnrolling(evaluation, options) };
  const { found } = work.unrolling;
  if (found === undefined) return undefined;
  const [now, then] = [of(evaluation), of(found.evaluation)];
  const isBetter = name.startsWith('utilisation') ? then > now * (1 + HELPS) : then < now * (1 - HELPS);
  if (!isBetter) return undefined;
  return {
    what: changedDimensions(evaluation.spatialMapping.source, found.spatialMapping),
    spatialMapping: formatSpatialMapping(found.spatialMapping),
    value: then,
    latency: found.evaluation.latency,
    latencyNow: evaluation.latency,
    lpfLimit: found.lpfLimit,
  };
}

/** `S 16 on D1`. */
function changedDimensions(before: SpatialMapping, after: SpatialMapping): string {
  const textOf = (mapping: SpatialMapping, name: string): string =>
    (mapping.find(({ arrayDimension }) => arrayDimension === name)?.unrollings ?? [])
      .filter(({ factor }) => factor > 1)
      .map(({ dimension, factor }) => `${dimension} ${numberText(factor)}`)
      .join(', ') || 'nothing';
  return after
    .map(({ arrayDimension }) => arrayDimension)
    .filter((name) => textOf(before, name) !== textOf(after, name))
    .map((name) => `${textOf(after, name)} on ${name}`)
    .join(' and ');
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
  const ownSize = numbersOf(work).sizes.filter(({ number }) => number.memory === refilled.memory.index);
  const found = smallestChange(evaluatorOf(work), { quantity: refilled.quantity, better: 'less' }, ownSize);
  const { name } = refilled.memory;
  if (found === undefined) return { binding };
  const more = numberText(found.to - found.from);
  return {
    binding: `${binding}; ${name} would need ${more} bits more (${numberText(found.to)} in all) to avoid some of it`,
  };
}

/** The smallest change of what binds a quantity that makes it better by more than 1 %; undefined where none does. */
export function findChange(evaluation: CostModelEvaluation, name: string): FoundChange | undefined {
  const work = workOf(evaluation);
  const aim = aimOf(work, name);
  return aim && smallestChange(evaluatorOf(work), aim, boundNumbers(work, name));
}

/** Quantities of a whole layer: any memory may matter, not only the one that binds. */
const OF_WHOLE_LAYER: readonly string[] = ['energy', 'energy.memories', 'latency', 'utilisation'];

/** Numbers whose change makes a quantity better by more than 1 %, the one with the largest effect first. */
export function findChanges(evaluation: CostModelEvaluation, name: string): readonly FoundChange[] {
  const work = workOf(evaluation);
  const aim = aimOf(work, name);
  if (aim === undefined) return [];
  const bound = boundNumbers(work, name);
  const widths = bound.filter(({ number }) => number.kind !== 'size');
  const numbers = OF_WHOLE_LAYER.includes(name) ? [...widths, ...numbersOf(work).sizes] : bound;
  return rankedChanges(evaluatorOf(work), aim, numbers);
}

/** What would make a quantity better; undefined where no width and no size does. */
function aimOf(work: Work, name: string): Aim | undefined {
  const changeable = work.quantities.get(name)?.changeable;
  if (changeable === undefined) return undefined;
  const base = evaluatorOf(work).base(name);
  const { better } = changeable;
  return (better === 'less' ? base <= 0 : base >= 1) ? undefined : { quantity: name, better };
}

/** Sizes and widths of the memories and ports that bind a quantity. */
function boundNumbers(work: Work, name: string): readonly ChangeableNumber[] {
  const { explained, quantities } = work;
  const numbers = numbersOf(work);
  const dependsOn = quantities.get(name)?.changeable?.dependsOn;
  const widths = dependsOn === 'fullWidths' ? numbers.fullWidths : numbers.narrowestAccesses;
  const places = boundPlaces(explained, name);
  const binds = ({ number }: ChangeableNumber): boolean =>
    places.some(
      ({ memory, portName }) => memory.index === number.memory && (number.kind === 'size' || portName === number.port),
    );
  return [...widths, ...numbers.sizes].filter(binds);
}

type ChangeableNumbers = Readonly<Record<'fullWidths' | 'narrowestAccesses' | 'sizes', readonly ChangeableNumber[]>>;

/** The numbers of the accelerator that can change: the same for every quantity. */
function numbersOf(work: Work): ChangeableNumbers {
  const { explained } = work;
  work.numbers ??= {
    fullWidths: fullWidths(explained),
    narrowestAccesses: narrowestAccesses(explained),
    sizes: sizes(explained),
  };
  return work.numbers;
}

/** What the quantities of one evaluation are explained with. */
interface Work {
  readonly explained: ExplainedCase;
  readonly quantities: ReadonlyMap<string, ExplainedQuantity>;
  evaluator?: ChangeEvaluator;
  numbers?: ChangeableNumbers;
  unrolling?: { readonly found: BetterUnrolling | undefined };
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
