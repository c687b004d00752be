import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { type BreakdownPageOptions, breakdownPage } from './breakdown-page.ts';
import { energyPanel } from './breakdown-panels.ts';
import { breakdownRows, networkTotal, type RowOptions } from './breakdown-rows.ts';

export interface EnergyBreakdownChartOptions extends BreakdownPageOptions, RowOptions {}

/**
 * Horizontal bars of energy in pJ, a row per evaluation: operations, and every memory by operand. Hints on the sections give
 * their values. With `top`, rows are for those that take most energy. Returns a standalone SVG document.
 * @throws Error when there is nothing to draw.
 */
export function energyBreakdownChart(
  library: ChartLibrary,
  evaluations: readonly CostModelEvaluation[],
  options: EnergyBreakdownChartOptions = {},
): string {
  if (evaluations.length === 0) throw new Error('there are no evaluations to draw');
  const rows = breakdownRows(evaluations, options, ({ energy }) => energy);
  const notes = networkTotal(evaluations, options);
  return breakdownPage(library, {
    ...options,
    title: options.title ?? 'Energy',
    notes,
    description: ['Bars of energy in pJ by memory and operand', ...notes].join('; '),
    labels: rows.map(({ label }) => label),
    panels: [energyPanel(rows, evaluations, options.otherOperators)],
  });
}
