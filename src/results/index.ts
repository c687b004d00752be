export { decodeResults, type StoredRun } from './decode-results.ts';
export type { AcceleratorDocument, InputFileDocument, LayerDocument, ResultsDocument } from './document-schema.ts';
export { encodeResults, type RunResults } from './encode-results.ts';
export { findLayer } from './find-layer.ts';
export { parseResults, RESULTS_FILE, readResults } from './read-results.ts';
export { resultsCsv } from './results-csv.ts';
