import { type LoopNestView, loopNestView } from './loop-nest/index.ts';

export * from './charts/index.ts';
export * from './loop-nest/index.ts';
export * from './page/index.ts';
export {
  type EnergySections,
  energySections,
  type LatencySections,
  latencySections,
  type MemoryEnergySection,
} from './quantities/cost-parts.ts';

/** @deprecated The name of `LoopNestView` in version 0.1. */
export type LoopNestReport = LoopNestView;

/** @deprecated The name of `loopNestView` in version 0.1. */
export const loopNest = loopNestView;
