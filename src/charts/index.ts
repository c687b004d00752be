export { type EnergyAndLatencyChartOptions, energyAndLatencyChart } from './bars/energy-and-latency.ts';
export { type EnergyBreakdownChartOptions, energyBreakdownChart } from './bars/energy-breakdown.ts';
export { type LatencyBreakdownChartOptions, latencyBreakdownChart } from './bars/latency-breakdown.ts';
export { type TornadoOptions, type TornadoPanel, type TornadoRow, tornadoChart } from './bars/tornado.ts';
export {
  type BufferTrafficChartOptions,
  type BufferTrafficPoint,
  bufferTrafficChart,
} from './curves/buffer-traffic-chart.ts';
export { type ChartLibrary, loadChartLibrary } from './drawing/chart-library.ts';
export { type LoopNestChartOptions, loopNestChart } from './loop-nest/loop-nest-chart.ts';
export { memoryHierarchyChart } from './memory-hierarchy/memory-hierarchy.ts';
export { type HardwarePoint, hardwareScatterChart } from './scatter/hardware-scatter.ts';
export { type MappingScatterChartOptions, mappingScatterChart } from './scatter/mapping-scatter.ts';
export { type ParetoChartOptions, type ParetoPoint, paretoChart } from './scatter/pareto-front.ts';
