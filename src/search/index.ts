export { LoopAllocator, type TemporalMappingType } from './allocate-loops.ts';
export { convertSpatialMapping } from './convert-spatial-mapping.ts';
export { isBetter, OPTIMISATION_CRITERIA, type OptimisationCriterion } from './criteria.ts';
export { type DataLocality, searchDataLocality } from './data-locality.ts';
export { generateSpatialMappings, type SpatialGeneratorOptions } from './generate-spatial-mappings.ts';
export { LoopOrders } from './loop-orders.ts';
export { type DimensionFactors, loopPrimeFactors } from './loop-prime-factors.ts';
export { reduceHierarchy } from './reduce-hierarchy.ts';
export { TemporalMappingCandidates, type TemporalSearchOptions } from './temporal-mapping-candidates.ts';
