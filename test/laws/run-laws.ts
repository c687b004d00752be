import fc from 'fast-check';
import type { CostModelName } from '../../src/model/cost-model.ts';
import { type CaseChoices, DESIGNS, MAPPINGS } from './cases/choices.ts';
import { CostedDesign } from './cases/costed-design.ts';
import {
  type Design,
  drawDesign,
  drawMapping,
  withOnePortEach,
  withoutDilation,
  withWideResults,
} from './cases/law-case.ts';
import type { Repair } from './quirks/repairs.ts';
import type { Law, Subject } from './rules/law.ts';

/** Mappings that are tried on one design: compiling it takes longer than evaluating them. */
const MAPPINGS_EACH = 4;

/** Cases by number, the same for a seed on every machine. They are drawn in blocks, so that many need no room. */
export function* drawCases(count: number, seed: number): IterableIterator<CaseChoices> {
  const block = 400;
  for (let first = 0; first < count; first += block) {
    const many = Math.min(block, count - first);
    const designs = fc.sample(DESIGNS, { seed: seed + first, numRuns: Math.ceil(many / MAPPINGS_EACH) });
    const mappings = fc.sample(MAPPINGS, { seed: seed + first, numRuns: many });
    for (const [index, mapping] of mappings.entries()) {
      const design = designs[Math.floor(index / MAPPINGS_EACH)];
      if (design !== undefined) yield { design, mapping };
    }
  }
}

/** Checks laws on cases by one model. The design of the last case stays compiled for the next. */
export class LawChecker {
  private readonly costModel: CostModelName;
  private readonly repairs: ReadonlySet<Repair>;
  private readonly fitting: 'fitted' | 'unfitted';
  private known:
    | { choices: CaseChoices['design']; design: Design; costed: CostedDesign; exact: CostedDesign }
    | undefined;

  constructor(
    costModel: CostModelName,
    repairs: ReadonlySet<Repair> = new Set(),
    fitting: 'fitted' | 'unfitted' = 'fitted',
  ) {
    this.costModel = costModel;
    this.repairs = repairs;
    this.fitting = fitting;
  }

  /** For every law: what breaks it, undefined where it holds. */
  check(laws: readonly Law[], choices: CaseChoices): (string | undefined)[] {
    const subject = this.evaluated(choices);
    return laws.map((law) => law.check(subject));
  }

  /** The case that choices stand for, evaluated. */
  evaluated(choices: CaseChoices): Subject {
    const { design, costed, exact } = this.compiled(choices);
    const drawn = drawMapping(design, choices.mapping);
    costed.evaluate(drawn);
    if (exact !== costed) exact.evaluate(drawn);
    return { drawn, costed, exact, cost: (other) => this.cost(other) };
  }

  private compiled({ design: choices }: CaseChoices) {
    if (this.known?.choices === choices) return this.known;
    let design = drawDesign(choices, this.fitting);
    if (this.repairs.has('R4')) design = withOnePortEach(design);
    if (this.repairs.has('C4')) design = withoutDilation(design);
    if (this.repairs.has('C22')) design = withWideResults(design);
    const costed = this.cost(design);
    const exact = this.costModel === 'corrected' ? costed : new CostedDesign(design, 'corrected');
    this.known = { choices, design, costed, exact };
    return this.known;
  }

  private cost(design: Design): CostedDesign {
    return new CostedDesign(design, this.costModel, this.repairs);
  }
}
