import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../parts/markup.ts';
import { columnFigure, figure } from '../parts/number-markup.ts';
import { type ReportedLayer, type ReportedRun, sumOf } from '../parts/reported-run.ts';
import { stackedBar, swatch } from '../parts/stacked-bar.ts';
import { LATENCY_PARTS } from './latency-parts.ts';

/** Where the cycles of all layers go. */
export function latencyOverview(report: ReportedRun): Markup {
  return html`<section aria-labelledby="latency-heading">
    <h3 id="latency-heading">Where the cycles go</h3>
    ${latencyTable(report.layers, true)}
  </section>`;
}

const CYCLES = { factor: 1, symbol: 'cycles' };

/** A bar and a table by cause of the latency of some layers; on request with what the causes mean. */
export function latencyTable(layers: readonly ReportedLayer[], withMeanings = false): Markup {
  const parts = LATENCY_PARTS.map((part) => ({ ...part, value: sumOf(layers, ({ latency }) => latency[part.key]) }));
  const total = sumOf(parts, ({ value }) => value);
  const cells = (value: number): Markup =>
    html`<td>${columnFigure(value, CYCLES, 0)}</td><td>${figure(total > 0 ? value / total : 0, 'share')}</td>`;
  return html`${stackedBar(parts, total)}
  <div class="scroll" tabindex="0" role="group" aria-label="Latency by cause"><table class="figures">
    <thead><tr><th scope="col">latency (cycles)</th><th scope="col">sum</th><th scope="col">share</th></tr></thead>
    <tbody>${parts.map(
      ({ name, meaning, colour, value }) =>
        html`<tr><th scope="row">${swatch(colour)}${name}${withMeanings ? html`<small>${meaning}</small>` : undefined}</th>${cells(value)}</tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">total</th>${cells(total)}</tr></tfoot>
  </table></div>`;
}
