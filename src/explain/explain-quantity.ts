import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { fullWidths, narrowestAccesses, sizes } from './change/changeable-numbers.ts';
import { describeChange } from './change/describe-change.ts';
import { ChangeEvaluator } from './change/evaluate-changes.ts';
import { type FoundChange, smallestChange } from './change/find-change.ts';
import { type ExplainedCase, explainedCase } from './explained-case.ts';
import { allFigures } from './explained-quantities.ts';
import { describe, type Figure, type FigureAccount } from './explained-quantity.ts';
import type { Explanation } from './explanation.ts';
import { numberText } from './terms.ts';

/** Names of all figures of an evaluation that can be explained: energies, latencies, utilisation, stalls of ports (docs/explain.md). */
export function figuresOf(evaluation: CostModelEvaluation): readonly string[] {
  return [...workOf(evaluation).figures.keys()];
}

/**
 * Where a figure comes from, what binds it and what would change it (docs/explain.md).
 * @throws Error when the evaluation has no such figure; `figuresOf` lists them.
 */
export function explainFigure(evaluation: CostModelEvaluation, figure: string): Explanation {
  const work = workOf(evaluation);
  const found = figureOf(work, figure);
  const account = found.account();
  const explanation = { ...describe(found, account), ...bindingWithSize(work, account) };
  const change = findChange(evaluation, figure);
  if (change === undefined) return explanation;
  const times = found.changeable?.addsUp === true ? evaluation.times : 1;
  return { ...explanation, change: describeChange(work.explained, evaluatorOf(work), change, times) };
}

/** A figure without its explanation. */
export type FigureSummary = Pick<Explanation, 'figure' | 'title' | 'value' | 'unit'>;

/** Title, value and unit of a figure. @throws Error when the evaluation has no such figure. */
export function figureSummary(evaluation: CostModelEvaluation, figure: string): FigureSummary {
  const { title, unit, account } = figureOf(workOf(evaluation), figure);
  return { figure, title, value: account().value, unit };
}

function figureOf({ figures }: Work, name: string): Figure {
  const figure = figures.get(name);
  if (figure !== undefined) return figure;
  throw new Error(`there is no figure "${name}"; the figures are ${[...figures.keys()].join(', ')}`);
}

/** Adds how large a memory would have to be for its data to come less often. */
function bindingWithSize(work: Work, { binding, refilled }: FigureAccount): Pick<Explanation, 'binding'> {
  if (binding === undefined || refilled === undefined) return {};
  const ownSize = sizes(work.explained).filter(({ number }) => number.memory === refilled.memory.index);
  const found = smallestChange(evaluatorOf(work), { figure: refilled.figure, better: 'less' }, ownSize);
  const { name } = refilled.memory;
  if (found === undefined) return { binding };
  const more = numberText(found.to - found.from);
  return {
    binding: `${binding}; ${name} would need ${more} bits more (${numberText(found.to)} in all) to avoid some of it`,
  };
}

/** The smallest change that makes a figure better; undefined where none does, or nothing is to be gained. */
export function findChange(evaluation: CostModelEvaluation, figure: string): FoundChange | undefined {
  const work = workOf(evaluation);
  const changeable = work.figures.get(figure)?.changeable;
  if (changeable === undefined) return undefined;
  const evaluator = evaluatorOf(work);
  const { better, dependsOn } = changeable;
  const base = evaluator.base(figure);
  if (better === 'less' ? base <= 0 : base >= 1) return undefined;
  const { explained } = work;
  const widths = dependsOn === 'fullWidths' ? fullWidths(explained) : narrowestAccesses(explained);
  return smallestChange(evaluator, { figure, better }, [...widths, ...sizes(explained)]);
}

/** What the figures of one evaluation are explained with. */
interface Work {
  readonly explained: ExplainedCase;
  readonly figures: ReadonlyMap<string, Figure>;
  evaluator?: ChangeEvaluator;
}

/** Kept as long as the evaluation is, since its figures are asked for one after the other. */
const works = new WeakMap<CostModelEvaluation, Work>();

function workOf(evaluation: CostModelEvaluation): Work {
  const known = works.get(evaluation);
  if (known !== undefined) return known;
  const explained = explainedCase(evaluation);
  const work: Work = { explained, figures: new Map(allFigures(explained).map((figure) => [figure.name, figure])) };
  works.set(evaluation, work);
  return work;
}

function evaluatorOf(work: Work): ChangeEvaluator {
  work.evaluator ??= new ChangeEvaluator(
    work.explained.evaluation,
    new Map(
      [...work.figures].flatMap(([name, { changeable }]) =>
        changeable === undefined ? [] : [[name, changeable.read]],
      ),
    ),
  );
  return work.evaluator;
}
