export {
  quantitiesOf,
  /** @deprecated Use `quantitiesOf`. */
  quantitiesOf as layerFigures,
  quantitiesOfRun,
  /** @deprecated Use `quantitiesOfRun`. */
  quantitiesOfRun as totalFigures,
} from '../quantities/layer-quantities.ts';
export type {
  QuantityUnit,
  /** @deprecated Use `QuantityUnit`. */
  QuantityUnit as FigureUnit,
  QuantityValue,
  /** @deprecated Use `QuantityValue`. */
  QuantityValue as Figure,
} from '../quantities/quantity.ts';
export type { Change, LayerComparison, LayerShape, UnmatchedLayer } from './compare-layers.ts';
export {
  compareRuns,
  type InputComparison,
  layerDiffers,
  type OptionChange,
  onlyDifferences,
  type Regression,
  type RunComparison,
  regressions,
  resultsDiffer,
} from './compare-runs.ts';
export { decodeResults, type StoredRun } from './decode-results.ts';
export type { AcceleratorDocument, InputFileDocument, LayerDocument, ResultsDocument } from './document-schema.ts';
export { encodeResults, type RunResults } from './encode-results.ts';
export { findLayer } from './find-layer.ts';
export type { TemporalMappingRecord } from './mapping-changes.ts';
export type {
  QuantityDelta,
  /** @deprecated Use `QuantityDelta`. */
  QuantityDelta as FigureDelta,
} from './quantity-delta.ts';
export { deltaNamed } from './quantity-delta.ts';
export { parseResults, RESULTS_FILE, readResults } from './read-results.ts';
export { resultsCsv } from './results-csv.ts';
