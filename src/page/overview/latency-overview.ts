import type { Markup } from '../../charts/drawing/svg.ts';
import { LATENCY_PARTS } from '../../quantities/cost-parts.ts';
import { html } from '../parts/markup.ts';
import { columnNumber, numberMarkup } from '../parts/number-markup.ts';
import { type PageLayer, type PageRun, sumOf } from '../parts/page-run.ts';
import { stackedBar, swatch } from '../parts/stacked-bar.ts';
import { LATENCY_COLOURS } from './latency-parts.ts';

/** Where the cycles of all layers go. */
export function latencyOverview(report: PageRun): Markup {
  return html`<section aria-labelledby="latency-heading">
    <h3 id="latency-heading">Where the cycles go</h3>
    ${latencyTable([...report.layers, ...report.operators], true)}
  </section>`;
}

const CYCLES = { factor: 1, symbol: 'cycles' };

/** A bar and a table by cause of the latency of some layers; on request with what the causes mean. */
export function latencyTable(layers: readonly Pick<PageLayer, 'latency'>[], withMeanings = false): Markup {
  const parts = LATENCY_PARTS.map((part) => ({
    ...part,
    colour: LATENCY_COLOURS[part.key],
    value: sumOf(layers, ({ latency }) => latency[part.key]),
  }));
  const total = sumOf(parts, ({ value }) => value);
  const cells = (value: number): Markup =>
    html`<td>${columnNumber(value, CYCLES, 0)}</td><td>${numberMarkup(total > 0 ? value / total : 0, 'share')}</td>`;
  return html`${stackedBar(parts, total)}
  <div class="scroll" tabindex="0" role="group" aria-label="Latency by cause"><table class="figures">
    <thead><tr><th scope="col">latency (cycles)</th><th scope="col">sum</th><th scope="col">share</th></tr></thead>
    <tbody>${parts.map(
      ({ title, meaning, colour, value }) =>
        html`<tr><th scope="row">${swatch(colour)}${title}${withMeanings ? html`<small>${meaning}</small>` : undefined}</th>${cells(value)}</tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">total</th>${cells(total)}</tr></tfoot>
  </table></div>`;
}
