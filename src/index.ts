/**
 * zigzag-ts: design-space exploration for deep-learning accelerators. See docs/ for the concepts.
 */
export * from './base/diagnostic.ts';
export * from './engine/index.ts';
export * from './io/index.ts';
export * from './memory-cost/index.ts';
export * from './model/index.ts';
export { type Chain, defaultChain } from './run/default-chain.ts';
export { getHardwarePerformance } from './run/evaluate.ts';
export type { HardwarePerformanceOptions } from './run/options.ts';
export type { HardwarePerformance } from './run/performance.ts';
export * from './search/index.ts';
export * from './stages/index.ts';
