import type { Layer } from './layer.ts';

/** What the cost of a layer's mappings depends on, apart from the accelerator and the spatial mapping. Names and places are left out. */
export function costedParts(layer: Layer): readonly unknown[] {
  return [
    layer.dimensions,
    layer.relations,
    layer.operands,
    layer.finalOutputPrecisionBits,
    layer.constantOperands,
    [...layer.mapping.memoryOperandLinks],
    layer.mapping.temporalOrdering,
  ];
}

/** The same text for layers that have the same mappings at the same cost. */
export function layerKey(layer: Layer): string {
  const { spatialMapping, spatialMappingHint } = layer.mapping;
  return JSON.stringify([...costedParts(layer), spatialMapping, [...spatialMappingHint]]);
}
