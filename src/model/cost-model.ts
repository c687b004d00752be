/** The rules that energy and latency follow: `reference` are those of ZigZag 3.8.5, `corrected` those without its known faults. */
export const COST_MODELS = ['reference', 'corrected'] as const;

/** Name of a cost model (docs/cost-model-corrected.md). */
export type CostModelName = (typeof COST_MODELS)[number];
