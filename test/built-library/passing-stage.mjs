import { CostModelEvaluation, stage } from 'zigzag-ts';

/** A stage as a user writes it, in a module of its own: says whether what it passes is of the library's class, as seen there. */
export class PassingStage extends stage('PassingStage', { module: import.meta.url }) {
  *run() {
    for (const result of this.next()) {
      yield { ...result, extra: { isEvaluation: result.cme instanceof CostModelEvaluation } };
    }
  }
}
