import { kinds, Stage, type StagePair, type StageResult, stage } from '../../src/stages/index.ts';

/* Stages that worker threads load from this module. */

const module = import.meta.url;

export class CountingStage extends stage('CountingStage', { module }) {
  override *run(): Generator<StageResult> {
    let counted = 0;
    for (const { cme, extra } of this.next()) yield { cme, extra: { counted: ++counted, extra } };
  }
}

export class FailingStage extends stage('FailingStage', { requires: { layer: kinds.layer }, module }) {
  override *run(): Generator<StageResult> {
    if (this.args.layer.id > 3) throw new RangeError('no luck today', { cause: new Error('the moon') });
    yield* this.next();
  }
}

export class DyingStage extends stage('DyingStage', { requires: { layer: kinds.layer }, module }) {
  override *run(): Generator<StageResult> {
    if (this.args.layer.id > 3) process.exit(7);
    yield* this.next();
  }
}

export class PassOnStage extends Stage {
  static override readonly contract = { module };
  override *run(): Generator<StagePair> {
    const substage = new this.listOfCallables[0](this.listOfCallables.slice(1), { ...this.kwargs });
    for (const [cme, extraInfo] of substage.run()) yield [cme, ['passed on', extraInfo]];
  }
}
