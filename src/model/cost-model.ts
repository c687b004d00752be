/** The rules that energy and latency follow: `reference` are those of ZigZag 3.8.5, `corrected` those without its known faults. */
export const COST_MODELS = ['reference', 'corrected'] as const;

/** Name of a cost model (docs/cost-model-corrected.md). */
export type CostModelName = (typeof COST_MODELS)[number];

/** What titles of pictures and pages say of the cost model: its name, unless it is the reference. */
export function costModelNotes(evaluations: readonly { readonly costModel: CostModelName }[]): readonly string[] {
  return evaluations.some(({ costModel }) => costModel === 'corrected') ? ['corrected cost model'] : [];
}

/** The same behind a title in one line: empty, or `, corrected cost model`. */
export function costModelText(evaluations: readonly { readonly costModel: CostModelName }[]): string {
  return costModelNotes(evaluations)
    .map((note) => `, ${note}`)
    .join('');
}
