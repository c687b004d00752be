export { type LoopNestReport, loopNest } from '../loop-nest/loop-nest-view.ts';
export { loopOrderingText } from '../loop-nest/loop-ordering-text.ts';
export {
  type EnergySections,
  energySections,
  type LatencySections,
  latencySections,
  type MemoryEnergySection,
} from '../quantities/cost-parts.ts';
export { type ChartLibrary, loadChartLibrary } from './charts/chart-library.ts';
export { type EnergyAndLatencyChartOptions, energyAndLatencyChart } from './charts/energy-and-latency.ts';
export { type EnergyBreakdownChartOptions, energyBreakdownChart } from './charts/energy-breakdown.ts';
export { type HardwarePoint, hardwareScatterChart } from './charts/hardware-scatter.ts';
export { type LatencyBreakdownChartOptions, latencyBreakdownChart } from './charts/latency-breakdown.ts';
export { type LoopNestChartOptions, loopNestChart } from './charts/loop-nest.ts';
export { type MappingScatterChartOptions, mappingScatterChart } from './charts/mapping-scatter.ts';
export { memoryHierarchyChart } from './charts/memory-hierarchy.ts';
export { type ParetoChartOptions, type ParetoPoint, paretoChart } from './charts/pareto-front.ts';
export { reportHtml } from './html/index.ts';
