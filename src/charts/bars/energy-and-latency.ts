import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { type BreakdownPageOptions, breakdownPage } from './breakdown-page.ts';
import { energyPanel, latencyPanel } from './breakdown-panels.ts';
import { breakdownRows, networkTotal, type RowOptions, shareOfAll } from './breakdown-rows.ts';

export interface EnergyAndLatencyChartOptions extends BreakdownPageOptions, RowOptions {}

/**
 * Two panels of horizontal bars, a row per evaluation: energy in pJ by memory and operand, latency in cycles by cause. Hints on
 * the sections give their values. With `top`, rows are for those that cost most energy and latency, each as a share of all.
 * Returns a standalone SVG document.
 * @throws Error when there is nothing to draw.
 */
export function energyAndLatencyChart(
  library: ChartLibrary,
  evaluations: readonly CostModelEvaluation[],
  options: EnergyAndLatencyChartOptions = {},
): string {
  if (evaluations.length === 0) throw new Error('there are no evaluations to draw');
  const rows = breakdownRows(evaluations, options, shareOfAll([...evaluations, ...(options.otherOperators ?? [])]));
  const notes = networkTotal(evaluations, options);
  return breakdownPage(library, {
    ...options,
    title: options.title ?? 'Energy and latency',
    notes,
    description: ['Bars of energy in pJ by memory and operand, and of latency in cycles by cause', ...notes].join('; '),
    labels: rows.map(({ label }) => label),
    panels: [energyPanel(rows, evaluations, options.otherOperators), latencyPanel(rows)],
  });
}
