/*
 * A reduction by a figure of one's own: of several accelerators, the one with the least energy × area for a whole network.
 * Run it with: npx tsx examples/custom-stage-reduction.ts
 */
import * as zigzag from 'zigzag-ts';
import { areaOf } from 'zigzag-ts/model';

/** Keeps the result with the least energy × area; results may be sums over a network. */
export class MinimalEnergyAreaStage extends zigzag.passiveStage('MinimalEnergyAreaStage', {}) {
  private best: zigzag.StageResult | undefined;

  override onResult(result: zigzag.StageResult) {
    if (this.best === undefined || energyTimesArea(result) < energyTimesArea(this.best)) this.best = result;
    return [];
  }

  override onEnd() {
    return this.best === undefined ? [] : [this.best];
  }
}

export function energyTimesArea({ cme }: zigzag.StageResult): number {
  const accelerator = 'accelerator' in cme ? cme.accelerator : undefined;
  const area = accelerator && areaOf(accelerator).totalMm2;
  return area === undefined ? Number.POSITIVE_INFINITY : cme.energy * area;
}

const designs = ['tpu_like', 'edge_tpu_like', 'ascend_like', 'tesla_npu_like'].map((name) => [name, name]);
const { MinimalEnergyStage, SpatialMappingGeneratorStage, LomaStage, CostModelStage } = zigzag;
const { GeneralParameterIteratorStage, ONNXModelParserStage, AcceleratorParserStage } = zigzag;
const inputs = [GeneralParameterIteratorStage, ONNXModelParserStage, AcceleratorParserStage];
const search = [MinimalEnergyStage, SpatialMappingGeneratorStage, MinimalEnergyStage, LomaStage, CostModelStage];

export const main = zigzag.MainStage.from(
  [MinimalEnergyAreaStage, ...inputs, zigzag.SumStage, zigzag.WorkloadStage, ...search],
  { workload: 'alexnet', generalParameterIterations: [[['accelerator', 'mapping'], designs]], lomaLpfLimit: 4 },
);
export const [best] = await main.run();
console.log(best?.cme.energy, 'pJ with', JSON.stringify(Array.isArray(best?.extra) ? best.extra[0] : undefined));
