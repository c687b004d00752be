import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { type BreakdownPageOptions, breakdownPage } from './breakdown-page.ts';
import { latencyPanel } from './breakdown-panels.ts';
import { breakdownRows, networkTotal, type RowOptions } from './breakdown-rows.ts';

export interface LatencyBreakdownChartOptions extends BreakdownPageOptions, RowOptions {}

/**
 * Horizontal bars of latency in cycles, a row per evaluation: ideal computation, stalls, on- and off-loading. Hints on the
 * sections give their values. With `top`, rows are for those that take longest. Returns a standalone SVG document.
 * @throws Error when there is nothing to draw.
 */
export function latencyBreakdownChart(
  library: ChartLibrary,
  evaluations: readonly CostModelEvaluation[],
  options: LatencyBreakdownChartOptions = {},
): string {
  if (evaluations.length === 0) throw new Error('there are no evaluations to draw');
  const rows = breakdownRows(evaluations, options, ({ latency }) => latency);
  const notes = networkTotal(evaluations, options);
  return breakdownPage(library, {
    ...options,
    title: options.title ?? 'Latency',
    notes,
    description: ['Bars of latency in cycles by cause', ...notes].join('; '),
    labels: rows.map(({ label }) => label),
    panels: [latencyPanel(rows)],
  });
}
