export {
  type ArrayDimensionView,
  type LoopNestView,
  type LoopView,
  loopNestView,
  type MemoryLevelView,
  type TemporalLoopView,
} from './loop-nest-view.ts';
export { loopOrderingText } from './loop-ordering-text.ts';
