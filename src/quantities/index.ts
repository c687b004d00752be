export {
  type EnergySections,
  energySections,
  LATENCY_PARTS,
  type LatencyPart,
  type LatencySections,
  latencySections,
  type MemoryEnergySection,
  memoryNames,
} from './cost-parts.ts';
export {
  designOf,
  type HardwareQuantity,
  type HardwareWork,
  hardwareQuantities,
} from './hardware/hardware-quantities.ts';
export { areaText, staticPowerText, zeroAreaText } from './hardware/hardware-text.ts';
export type { KeptData, MemoryDemand } from './language-model/memory-demands.ts';
export { type LanguageModelResults, languageModelResults } from './language-model/model-results.ts';
export { type LayerNames, layerNames } from './layer-names.ts';
export { hardwareQuantitiesOfRun, layerQuantities, quantitiesOf, quantitiesOfRun } from './layer-quantities.ts';
export { gapText, isUnsearched, type ProvenGap, provenGap, totalGap, totalGapText } from './proven-gap.ts';
export { QUANTITIES, quantityNamed } from './quantities.ts';
export type { CostQuantity, Quantity, QuantityUnit, QuantityValue } from './quantity.ts';
export { fullTitle } from './quantity.ts';
