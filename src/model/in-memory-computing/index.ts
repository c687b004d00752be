export { arrayAreaMm2 } from './area.ts';
export { type ArrayStructure, arrayStructure, structureOf } from './array-structure.ts';
export { type ArrayPart, type Breakdown, type EnergyPart, totalOf } from './breakdown.ts';
export { clockPeriodNs } from './clock-period.ts';
export { evaluatedLayers, uncostedOperators } from './evaluated-layers.ts';
export { type HardwareFigures, hardwareFigures } from './hardware-figures.ts';
export { type PeakPerformance, peakPerformance } from './peak-performance.ts';
