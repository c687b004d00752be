import type { ToldDifference } from '../../../results/difference/difference-document.ts';
import { type QuantityDelta, resultsDiffer } from '../../../results/index.ts';

/**
 * Two runs compared as JSON lines, one fact each, for programs that filter them: `{"kind":"quantity","layer":null,"name":"energy",…}`.
 * The first line says what is compared, and whether the results are equal.
 */
export function diffLines({ comparison, shown, places: [a, b], worse }: ToldDifference): string {
  const quantity = (layer: string | null, figures: readonly QuantityDelta[]): unknown[] =>
    figures.map((figure) => ({ kind: 'quantity', layer, ...figure }));
  const { generators, costModels, partial, totalsOf } = comparison;
  const lines: unknown[] = [
    {
      kind: 'diff',
      schemaVersion: 1,
      before: { place: a, generator: generators[0], costModel: costModels[0], partial: partial.before },
      after: { place: b, generator: generators[1], costModel: costModels[1], partial: partial.after },
      totalsOf,
      equal: !resultsDiffer(comparison),
      failAbovePercent: worse?.percent ?? null,
    },
    ...shown.inputs.map(({ kind: input, ...rest }) => ({ kind: 'input', input, ...rest })),
    ...shown.options.map((option) => ({ kind: 'option', ...option })),
    ...quantity(null, shown.totals),
    ...shown.layers.flatMap(({ name, figures, mappingChanges }) => [
      ...quantity(name, figures),
      ...mappingChanges.map((change) => ({ kind: 'mapping', layer: name, change })),
    ]),
    ...shown.onlyBefore.map((layer) => ({ kind: 'only', run: 'before', ...layer })),
    ...shown.onlyAfter.map((layer) => ({ kind: 'only', run: 'after', ...layer })),
    ...(worse?.found ?? []).map(({ layer, figure }) => ({ kind: 'worse', layer, ...figure })),
    ...comparison.noLongerFit.map((layer) => ({ kind: 'no longer fits', layer })),
  ];
  return lines.map((line) => JSON.stringify(line)).join('\n');
}
