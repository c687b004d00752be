export {
  type FrontPoint,
  type LayerFront,
  type LayerFrontOptions,
  layerFront,
} from './layer-front.ts';
export {
  type LayerMapping,
  type LayerOptimum,
  type LayerOptimumOptions,
  type LayerSpace,
  layerOptimum,
} from './layer-optimum.ts';
export { type NetworkFront, type NetworkPoint, networkFront } from './network-front.ts';
