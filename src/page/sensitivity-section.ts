import { tornadoChart } from '../charts/bars/tornado.ts';
import type { Markup } from '../charts/drawing/svg.ts';
import {
  ELASTICITY_WORDS,
  elasticityPanels,
  marksWidths,
  RANGE_WORDS,
  type RangePropagation,
  rangePanels,
  rangesOfRun,
  type Sensitivity,
  TOTALS,
  type TotalName,
  totalRangeText,
  worstCaseText,
} from '../sensitivity/index.ts';
import { html } from './parts/markup.ts';
import type { PageRun } from './parts/page-run.ts';

/** Numbers of the accelerator in the chart of elasticities. */
const ROWS = 10;

/**
 * On which numbers of the accelerator file the totals depend, and what its ranges make of them. Undefined for files without ranges where no
 * elasticities are given.
 */
export function sensitivitySection({ run }: PageRun, elasticities?: Sensitivity): Markup | undefined {
  const found = run.evaluations.length === 0 ? undefined : rangesOfRun(run);
  if (found === undefined && elasticities === undefined) return undefined;
  return html`<section id="sensitivity" aria-labelledby="sensitivity-heading">
    <h2 id="sensitivity-heading">Sensitivity</h2>
    ${elasticities && elasticityPart(elasticities)}${found && rangePart(found)}
  </section>`;
}

function elasticityPart(elasticities: Sensitivity): Markup {
  const panels = elasticityPanels(elasticities, ['energy', 'latency'], ROWS);
  const chart = tornadoChart(panels, {
    title: 'Change of the totals with the numbers of the accelerator file',
    ...ELASTICITY_WORDS,
    top: ROWS,
    heading: false,
  });
  return html`<p class="prose">The totals depend most on these numbers of the accelerator file, one changed at a time, with the mapping of every layer held.</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Tornado chart of the numbers">${{ markup: chart }}</div>${
      marksWidths(panels, ROWS)
        ? html`<p class="prose"><small>* An access of any width has the energy of the file, so a wider port has a cheaper bit.</small></p>`
        : undefined
    }`;
}

function rangePart(found: RangePropagation): Markup {
  const chart = tornadoChart(rangePanels(found), {
    title: 'Change of the totals at the ends of every range',
    ...RANGE_WORDS,
    heading: false,
  });
  return html`<p class="prose">The accelerator file knows ${found.ranges.length} of its numbers within ranges only. All results of this page use the nominal values. This section shows how far the totals go, with the mapping of every layer held.</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Totals with their ranges"><table><thead><tr><th scope="col">Total</th><th scope="col">Independent ranges</th><th scope="col">Worst case</th></tr></thead><tbody>${TOTALS.map(
      ({ name }) => totalRow(found, name),
    )}</tbody></table></div>
    <p class="prose"><small>${widthNote(found)}Independent: root of the sum of squares of the single changes. Worst case: all numbers at once at the ends that are worst for the total. It is exact for energy and area, which are linear in every cost.</small></p>
    <div class="scroll" tabindex="0" role="group" aria-label="Tornado chart of the ranges">${{ markup: chart }}</div>`;
}

function totalRow({ totals }: RangePropagation, total: TotalName): Markup | undefined {
  const range = totals[total];
  const about = TOTALS.find(({ name }) => name === total);
  if (range === undefined || about === undefined) return undefined;
  const { title, unit } = about;
  return html`<tr><th scope="row">${title}</th><td>${totalRangeText(range, unit)}</td><td>${worstCaseText(range) ?? 'no range moves it'}</td></tr>`;
}

function widthNote({ ranges }: RangePropagation): string {
  return ranges.some(({ number }) => number.of === 'port')
    ? 'Costs of accesses stay while a port gets wider or narrower, so its range moves the energy per bit. '
    : '';
}
