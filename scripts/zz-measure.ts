import { MainStage, observe, MinimalLatencyStage, SpatialMappingGeneratorStage, LomaStage, CostModelStage, WorkloadParserStage, AcceleratorParserStage, WorkloadStage, SumStage } from '../src/stages/index.ts';
const Log = observe('LogStage', () => {});
const top = [WorkloadParserStage, AcceleratorParserStage, SumStage, WorkloadStage];
const M = MinimalLatencyStage;
for (const lomaLpfLimit of [4, 5, 6]) {
  for (const [name, chain] of Object.entries({
    warm: [...top, M, SpatialMappingGeneratorStage, M, LomaStage, CostModelStage],
    fused: [...top, M, SpatialMappingGeneratorStage, M, LomaStage, CostModelStage],
    below: [...top, M, SpatialMappingGeneratorStage, M, LomaStage, Log, CostModelStage],
    oneMinimal: [...top, M, SpatialMappingGeneratorStage, LomaStage, CostModelStage],
  })) {
    const t = process.cpuUsage();
    const [r] = await MainStage.from(chain, { workload: 'resnet18.yaml', accelerator: 'tpu_like', mapping: 'tpu_like', lomaLpfLimit }).run();
    const u = process.cpuUsage(t);
    console.log(lomaLpfLimit, name, ((u.user + u.system) / 1e6).toFixed(2), 's', r?.cme.latency);
  }
}
