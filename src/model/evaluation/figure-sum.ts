import { addFigures, addHeadlines, type EvaluationFigures, type HeadlineFigures } from './evaluation-figures.ts';

/** What can be added: a single evaluation computes its lists by level from all details, when first asked for. */
export interface Summand {
  readonly headline: HeadlineFigures;
  readonly figures: EvaluationFigures;
}

type State = { readonly figures: EvaluationFigures } | { readonly earlier: FigureSum; readonly added: Summand };

/** Figures added one after the other: the headline at once, the lists by level when they are first read. Both in order of addition. */
export class FigureSum implements Summand {
  readonly headline: HeadlineFigures;
  private state: State;

  private constructor(headline: HeadlineFigures, state: State) {
    this.headline = headline;
    this.state = state;
  }

  static of(figures: EvaluationFigures): FigureSum {
    return new FigureSum(figures, { figures });
  }

  plus(added: Summand): FigureSum {
    return new FigureSum(addHeadlines(this.headline, added.headline), { earlier: this, added });
  }

  get figures(): EvaluationFigures {
    // A loop, not a recursion: a sum may have tens of thousands of layers.
    const pending: { readonly sum: FigureSum; readonly added: Summand }[] = [];
    let sum: FigureSum = this;
    let { state } = sum;
    while ('earlier' in state) {
      pending.push({ sum, added: state.added });
      sum = state.earlier;
      state = sum.state;
    }
    let { figures } = state;
    for (const next of pending.reverse()) {
      figures = addFigures(figures, next.added.figures);
      // From now on the sum no longer holds what was added.
      next.sum.state = { figures };
    }
    return figures;
  }
}
