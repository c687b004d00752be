export { type EnergyAndLatencyChartOptions, energyAndLatencyChart } from './charts/bars/energy-and-latency.ts';
export { type EnergyBreakdownChartOptions, energyBreakdownChart } from './charts/bars/energy-breakdown.ts';
export { type LatencyBreakdownChartOptions, latencyBreakdownChart } from './charts/bars/latency-breakdown.ts';
export { type ChartLibrary, loadChartLibrary } from './charts/drawing/chart-library.ts';
export { type LoopNestChartOptions, loopNestChart } from './charts/loop-nest/loop-nest-chart.ts';
export { memoryHierarchyChart } from './charts/memory-hierarchy/memory-hierarchy.ts';
export { type HardwarePoint, hardwareScatterChart } from './charts/scatter/hardware-scatter.ts';
export { type MappingScatterChartOptions, mappingScatterChart } from './charts/scatter/mapping-scatter.ts';
export { type ParetoChartOptions, type ParetoPoint, paretoChart } from './charts/scatter/pareto-front.ts';
export { type LoopNestReport, loopNest } from './loop-nest/loop-nest-view.ts';
export { loopOrderingText } from './loop-nest/loop-ordering-text.ts';
export { reportHtml } from './page/index.ts';
export {
  type EnergySections,
  energySections,
  type LatencySections,
  latencySections,
  type MemoryEnergySection,
} from './quantities/cost-parts.ts';
