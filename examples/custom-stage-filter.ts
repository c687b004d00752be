/*
 * A filter between the temporal engine and the cost model: it sees every mapping, and only those it lets pass are costed.
 * Run it with: npx tsx examples/custom-stage-filter.ts
 */
import * as zigzag from 'zigzag-ts';
import { operandRelevance } from 'zigzag-ts/model';

const { kinds } = zigzag;

/** Lets mappings pass that finish every output where it is: no partial sum ever leaves the innermost memory. */
export class OutputsStayStage extends zigzag.stage('OutputsStayStage', {
  requires: { layer: kinds.layer, temporalMapping: kinds.temporalMapping },
}) {
  override *run(): Generator<zigzag.StageResult> {
    const { layer, temporalMapping } = this.args;
    const [output] = layer.operands;
    if (output === undefined) return;
    const [kept = 0] = temporalMapping.boundaries.get(output.name) ?? [];
    const relevance = operandRelevance(layer, output);
    const sumsLeave = temporalMapping.loops
      .slice(kept)
      .some(({ dimension }) => relevance.classOf.get(dimension) === 'irrelevant');
    if (!sumsLeave) yield* this.next();
  }
}

const { MinimalEnergyStage, SpatialMappingGeneratorStage, LomaStage, CostModelStage } = zigzag;
const search = [MinimalEnergyStage, SpatialMappingGeneratorStage, LomaStage, OutputsStayStage, CostModelStage];
export const main = zigzag.MainStage.from(
  [zigzag.ONNXModelParserStage, zigzag.AcceleratorParserStage, zigzag.SumStage, zigzag.WorkloadStage, ...search],
  { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like', lomaLpfLimit: 5 },
);
export const [total] = await main.run();
console.log(total?.cme.energy, 'pJ', total?.cme.latency, 'cycles');
