import type { DesignResult } from '../../../engine/result/design-result.ts';
import { pairedLayers } from './compare-sentences.ts';

/** Totals and layers of both states with every digit, cells apart by tabs. */
export function tableText(a: DesignResult, b: DesignResult): string {
  const totals = [
    ['energy (pJ)', a.totals.energy, b.totals.energy],
    ['latency (cycles)', a.totals.latency, b.totals.latency],
    ['energy-delay product (pJ·cycles)', a.totals.product, b.totals.product],
    ['utilisation', a.totals.utilisation, b.totals.utilisation],
    ['area (mm²)', a.totals.area ?? '', b.totals.area ?? ''],
  ];
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
