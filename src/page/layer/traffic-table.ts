import { scaleFor } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import type { DataDirection } from '../../model/accelerator/data-direction.ts';
import { trafficOf } from '../../quantities/traffic.ts';
import { html } from '../parts/markup.ts';
import { columnNumber, numberMarkup } from '../parts/number-markup.ts';
import type { PageLayer, PageRun } from '../parts/page-run.ts';
import { swatch } from '../parts/stacked-bar.ts';

const DIRECTION_NAMES: Readonly<Record<DataDirection, string>> = {
  rd_out_to_low: 'read ↓ to below',
  wr_in_by_low: 'written ↑ from below',
  rd_out_to_high: 'read ↑ to above',
  wr_in_by_high: 'written ↓ from above',
};

/** Every stream of a layer through every memory, in numbers. */
export function trafficTable(report: PageRun, { evaluation }: PageLayer): Markup {
  const outermostFirst = trafficOf(evaluation).toSorted((a, b) => b.memory.index - a.memory.index);
  const energyUnit = scaleFor(Math.max(0, ...outermostFirst.map(({ energyPj }) => energyPj)), 'pJ');
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Traffic"><table class="figures">
    <thead><tr><th scope="col">memory</th><th scope="col" class="text">operand</th><th scope="col" class="text">direction</th><th scope="col">accesses (words)</th><th scope="col">traffic</th><th scope="col">energy (${energyUnit.symbol})</th></tr></thead>
    <tbody>${outermostFirst.map(
      ({ memory, operand, direction, words, bits, energyPj }) => html`<tr>
        <th scope="row">${swatch(report.colourOf(memory.name))}${memory.name}</th><td class="text">${operand}</td><td class="text">${DIRECTION_NAMES[direction]}</td>
        <td>${columnNumber(words, { factor: 1, symbol: 'words' }, 0)}</td><td>${numberMarkup(bits, 'bit')}</td><td>${columnNumber(energyPj, energyUnit, 3)}</td></tr>`,
    )}</tbody>
  </table></div>
  <p><small>A word is the full width of the port; traffic is words × width, over all copies of the memory. Data that several copies receive at once count at each of them.</small></p>`;
}
