import { countText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import { capital, type Sensitivities, sensitivitySentence } from '../answer/sensitivity.ts';
import { freeParameters, mainQuantity, type SweepTable, statusAt, valueAt, WITHIN } from '../data/sweep-table.ts';
import { curveCharts, curveMarkup } from '../draw/curves.ts';
import { matrices, matrixLegend, matrixPlan } from '../draw/matrix.ts';
import { parallelMarkup } from '../draw/parallel.ts';
import { type AxisRange, type ParallelPlot, parallelPlot } from '../draw/parallel-plot.ts';
import { sensitivityMarkup } from '../draw/sensitivity-chart.ts';
import { readableLimit } from '../words/limit-texts.ts';

/** Sizes that a page without script shows. */
const HALF = 600;
const WHOLE = 1232;
/** Designs this near to the best stand out on the parallel axes until others are chosen. */
export const STANDING_OUT = 0.2;

/** What each parameter does; `shown` has the designs that the page holds. */
export function parametersSection(table: SweepTable, sensitive: Sensitivities, shown: SweepTable): Markup | undefined {
  const free = freeParameters(table);
  if (table.best < 0 || free.length === 0) return undefined;
  const order = sensitive.list.map(({ parameter }) => parameter);
  const plan = free.length < 2 ? undefined : matrixPlan(table, order);
  const { short, title } = mainQuantity(table);
  const matrix =
    plan &&
    html`<h3>${capital(short)} of all designs <small>${matrixLegend(table, plan)}</small></h3><div id="matrices">${matrices(table, plan)}</div>`;
  const curves = curveCharts(table, sensitive, table.best);
  const curveBlock =
    curves.length === 0
      ? undefined
      : html`<div class="columns" id="curves">${curves.map(
          (chart) =>
            html`<div><h3>Over ${table.parameters[chart.parameter]?.title} <small>${lineNote(table, chart.other, sensitive.kind)}</small></h3><div class="scroll chart-box" data-curve="${chart.parameter}">${curveMarkup(table, chart, table.best, HALF)}</div></div>`,
        )}</div>`;
  const sentence = sensitivitySentence(table, sensitive);
  const moves =
    sensitive.list.length === 0
      ? undefined
      : html`<h3>What moves the ${short} most <small>${sensitive.kind === 'alone' ? 'each alone, from the best' : 'the best design with each value or range'}</small></h3>
    <div class="columns"><div class="scroll chart-box" id="sensitivity">${sensitivityMarkup(table, sensitive, HALF)}</div><div>${sentence === undefined ? undefined : html`<p class="panel">${sentence}</p>`}</div></div>`;
  const parallel = parallelBlock(shown);
  const isParallelFirst = free.length > 3;
  return html`<section id="parameters" aria-labelledby="parameters-heading"><h2 id="parameters-heading">Parameters</h2>
    ${isParallelFirst ? parallel : undefined}${matrix}${curveBlock}${moves}${isParallelFirst ? undefined : parallel}
    <p class="announcement">${title} is called ${short} here.</p></section>`;
}

function lineNote(table: SweepTable, other: number | undefined, kind: Sensitivities['kind']): string {
  if (kind === 'best') return 'the best design with each value or range';
  if (other === undefined) return 'others as in the best';
  return `a line per ${table.parameters[other]?.title}${freeParameters(table).length > 2 ? ', others as in the best' : ''}`;
}

function parallelBlock(table: SweepTable): Markup {
  const plot = parallelPlot(table, WHOLE);
  const { rows, ranges } = standingOut(plot);
  return html`<h3>All figures at once <small id="parallel-note">${standingOutNote(table, rows.length)}</small>${plot.unknown > 0 ? html`<small>${countText(plot.unknown, 'design')} with an unknown figure left out; </small>` : undefined}<small data-needs-script hidden>drag on an axis to choose</small></h3>
    <div class="scroll chart-box wide" id="parallel" tabindex="0" role="group" aria-label="Parallel axes">${parallelMarkup(plot, rows, ranges, table.best)}</div>`;
}

/** Designs within the limits and near to the best, with the ranges that say so. */
export function standingOut({ table, rows }: ParallelPlot): {
  readonly rows: number[];
  readonly ranges: Map<string, AxisRange>;
} {
  const { place, sign } = mainQuantity(table);
  const best = valueAt(table, place, table.best);
  const worst = best + sign * STANDING_OUT * Math.abs(best);
  const near = rows.filter(
    (row) => statusAt(table, row) === WITHIN && sign * valueAt(table, place, row) <= sign * worst,
  );
  const [from, to] = sign > 0 ? [Number.NEGATIVE_INFINITY, worst] : [worst, Number.POSITIVE_INFINITY];
  const limits = table.limits.flatMap(({ quantity, kind, value }) =>
    quantity < 0
      ? []
      : [
          [
            `q${quantity}`,
            kind === 'at most'
              ? { from: Number.NEGATIVE_INFINITY, to: value }
              : { from: value, to: Number.POSITIVE_INFINITY },
          ] as const,
        ],
  );
  return { rows: near, ranges: new Map([...limits, [`q${place}`, { from, to }]]) };
}

export function standingOutNote(table: SweepTable, count: number): string {
  const limits = table.limits.map(({ text }) => `${readableLimit(text)} and `).join('');
  return `chosen: ${limits}${mainQuantity(table).short} within ${STANDING_OUT * 100}\u00a0% of the best, ${countText(count, 'design')}; `;
}
