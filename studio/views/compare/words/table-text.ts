import { scaleFor } from '../../../../src/base/number-text.ts';
import type { DesignResult } from '../../../engine/result/design-result.ts';
import { totalsOfBoth } from '../../../parts/total-kinds.ts';
import { pairedLayers } from './compare-sentences.ts';

/** Totals and layers of both states with every digit, cells apart by tabs. */
export function tableText(a: DesignResult, b: DesignResult): string {
  const totals = totalsOfBoth(a, b).map(({ title, unit, of }) => [
    unit === 'share' ? title : `${title} (${scaleFor(0, unit).symbol})`,
    of(a) ?? '',
    of(b) ?? '',
  ]);
  const layers = pairedLayers(a, b).map(({ before, after }) => [
    (after ?? before)?.name ?? '',
    before?.energy ?? '',
    after?.energy ?? '',
    before?.latency ?? '',
    after?.latency ?? '',
  ]);
  const lines = [
    ['', 'A', 'B'],
    ...totals,
    [],
    ['layer', 'energy A (pJ)', 'energy B (pJ)', 'latency A (cycles)', 'latency B (cycles)'],
    ...layers,
  ];
  return `${lines.map((cells) => cells.join('\t')).join('\n')}\n`;
}
