export { type AcceleratorArea, type AreaPart, areaOf } from './area.ts';
export { clockPeriodNsOf } from './clock.ts';
export type { HardwarePart } from './part.ts';
export { type AcceleratorStaticPower, type StaticPowerPart, staticPowerOf } from './static-power.ts';
