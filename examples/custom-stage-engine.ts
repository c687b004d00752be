/*
 * A temporal mapping generator of one's own: instead of all orders of loops, only those that keep one operand stationary.
 * Run it with: npx tsx examples/custom-stage-engine.ts
 */
import * as zigzag from 'zigzag-ts';
import { compileProblem } from 'zigzag-ts/engine';
import { operandRelevance, type TemporalLoop } from 'zigzag-ts/model';
import { allocateOrder, primeLoops } from 'zigzag-ts/search';

const { kinds } = zigzag;

/** One mapping per operand: the loops that do not index it run innermost, so that it stays where it is as long as possible. */
export class StationaryStage extends zigzag.stage('StationaryStage', {
  requires: { accelerator: kinds.accelerator, layer: kinds.layer, spatialMapping: kinds.spatialMapping },
  provides: { temporalMapping: kinds.temporalMapping },
}) {
  override *run(): Generator<zigzag.StageResult> {
    const { layer, accelerator, spatialMapping } = this.args;
    const problem = compileProblem(layer, accelerator, spatialMapping);
    for (const operand of layer.operands) {
      const indexed = operandRelevance(layer, operand);
      const isStill = ({ dimension }: TemporalLoop) => indexed.classOf.get(dimension) === 'irrelevant';
      const loops = primeLoops(problem);
      const order = [...loops.filter(isStill), ...loops.filter((loop) => !isStill(loop))];
      const { mapping } = allocateOrder(problem, order);
      if (mapping === undefined) continue;
      for (const { cme, extra } of this.next({ temporalMapping: mapping })) {
        yield { cme, extra: [`${operand.name} stationary`, extra] };
      }
    }
  }
}

const search = [zigzag.SpatialMappingGeneratorStage, StationaryStage, zigzag.CostModelStage];
export const main = zigzag.MainStage.from(
  [zigzag.WorkloadParserStage, zigzag.AcceleratorParserStage, zigzag.WorkloadStage, ...search],
  { workload: 'resnet18.yaml', accelerator: 'tpu_like', mapping: 'tpu_like' },
);
for await (const { cme } of main.stream()) console.log(cme.energy, 'pJ', cme.latency, 'cycles');
