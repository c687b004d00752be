import type { Diagnostic, InfeasibleLayer } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { namesByReason } from '../../quantities/infeasible-layers.ts';

/** What is said about totals without some layers; undefined if all layers are in them. */
export function layersLeftOut(infeasible: readonly InfeasibleLayer[], costedLayers: number): Diagnostic | undefined {
  if (infeasible.length === 0) return undefined;
  const all = countText(infeasible.length + costedLayers, 'layer');
  const verbs = infeasible.length === 1 ? ['has', 'is'] : ['have', 'are'];
  const names = namesByReason(infeasible).map(([reason, layers]) => `${layers.join(', ')} (${reason})`);
  return {
    code: 'ZZ6026',
    severity: 'warning',
    message: `${infeasible.length} of ${all} ${verbs[0]} no mapping and ${verbs[1]} not in the totals: ${names.join(', ')}`,
    hint: 'read "infeasible" of the result: it holds the reason and a fix for each of these layers',
  };
}
