import type { Diagnostic, InfeasibleLayer } from '../base/diagnostic.ts';
import { countText } from '../base/number-text.ts';

/** Why a layer has no mapping, in a few words, by the code of its error (docs/errors.md). */
const REASONS: Readonly<Record<string, string>> = {
  ZZ2601: 'a port is missing',
  ZZ4411: 'no mapping fits',
  ZZ4412: 'no spatial mapping fits',
  ZZ4413: 'no mapping to choose from',
  ZZ4417: 'too many spatial mappings',
  ZZ4421: 'invalid ordering',
  ZZ4422: 'too many loops',
  ZZ4423: 'invalid spatial mapping',
  ZZ4424: 'invalid spatial mapping',
  ZZ4425: 'invalid spatial mapping',
  ZZ4427: 'the search needs too much memory',
};

export function reasonInWords({ code }: Pick<Diagnostic, 'code'>): string {
  return REASONS[code] ?? `error ${code}`;
}

/** Layers that are left out for the same reason: their messages differ in the layer only. */
export interface InfeasibleGroup {
  /** The first of them, whose message speaks for all. */
  readonly first: InfeasibleLayer;
  readonly others: readonly InfeasibleLayer[];
}

/** Layers without a mapping, those of the same reason together, in the order of their first one. */
export function groupedByReason(layers: readonly InfeasibleLayer[]): readonly InfeasibleGroup[] {
  const groups = new Map<string, { readonly first: InfeasibleLayer; readonly others: InfeasibleLayer[] }>();
  for (const layer of layers) {
    const { message, hint } = layer.diagnostic;
    // The name alone would not do: short ones are part of other words.
    const [fault] = message.replaceAll(`layer ${layer.name}`, '').split('; unrolled are ');
    const reason = `${fault} ${hint}`;
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, { first: layer, others: [] });
    else group.others.push(layer);
  }
  return [...groups.values()];
}

/** The reasons in a few words, each with the names of its layers. */
export function namesByReason(
  infeasible: readonly InfeasibleLayer[],
): readonly (readonly [reason: string, names: readonly string[]])[] {
  const names = new Map<string, string[]>();
  for (const { name, diagnostic } of infeasible) {
    const reason = reasonInWords(diagnostic);
    names.set(reason, [...(names.get(reason) ?? []), name]);
  }
  return [...names];
}

/** `5 of 21 layers are left out (no mapping fits)`; undefined if the run has all its layers. */
export function partialText(infeasible: readonly InfeasibleLayer[], costedLayers: number): string | undefined {
  if (infeasible.length === 0) return undefined;
  const [only, ...others] = namesByReason(infeasible);
  const counts = [only ?? [], ...others].map(([reason, names = []]) => `${reason}: ${names.length}`);
  const reasons = others.length === 0 ? `${only?.[0]}` : counts.join(', ');
  const all = infeasible.length + costedLayers;
  return `${infeasible.length} of ${countText(all, 'layer')} ${infeasible.length === 1 ? 'is' : 'are'} left out (${reasons})`;
}
