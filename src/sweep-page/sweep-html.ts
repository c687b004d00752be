import { groupedText } from '../base/number-text.ts';
import type { Markup } from '../charts/drawing/svg.ts';
import { page } from '../page/page-frame.ts';
import { html } from '../page/parts/markup.ts';
import type { DesignPoint } from '../sweep/points/design-point.ts';
import type { SweepSummary } from '../sweep/points/sweep-results.ts';
import { answerOf, isPartial } from './answer/answer.ts';
import { bestDesigns } from './answer/best-designs.ts';
import { type Sensitivities, sensitivities } from './answer/sensitivity.ts';
import { rowsAlong } from './data/along.ts';
import { embeddedText } from './data/embedded-table.ts';
import { mainQuantity, type SweepTable } from './data/sweep-table.ts';
import { MOST_DRAWN, thinned } from './data/thin-rows.ts';
import type { SweepSource } from './make/collected-points.ts';
import { tableOfSweep } from './make/table-of-sweep.ts';
import { cards } from './parts/cards.ts';
import { notBuilt, Refusals } from './parts/not-built.ts';
import { sweepInputs } from './parts/sweep-inputs.ts';
import { designsSection } from './sections/designs-section.ts';
import { parametersSection } from './sections/parameters-section.ts';
import { tableSection } from './sections/table-section.ts';
import { SWEEP_PRINT_STYLE } from './style/sweep-print.ts';
import { SWEEP_SCRIPT } from './style/sweep-script.ts';
import { SWEEP_STYLE } from './style/sweep-style.ts';
import { labelOf } from './words/labels.ts';
import { readableLimit } from './words/limit-texts.ts';

/** What may be changed for tests. */
export interface SweepPageOptions {
  /** Most designs that the page holds; 20 000 by default. */
  readonly mostDrawn?: number;
}

/**
 * The results of a sweep as one self-contained page: an answer, the designs in a scatter, what each parameter does, a table, what
 * could not be built, inputs. It loads nothing and sends nothing. Equal results give equal bytes. Points may come one after the other;
 * they are read once, and a few numbers of each are kept.
 */
export function sweepHtml(results: SweepSource, { mostDrawn = MOST_DRAWN }: SweepPageOptions = {}): string {
  const refusals = new Refusals();
  const all = tableOfSweep({ ...results, points: tapped(results.points, refusals) });
  const designs = bestDesigns(all);
  const sensitive = sensitivities(all);
  const shown = thinned(all, keptRows(all, designs, sensitive), mostDrawn);
  const rowOfPoint = (point: number): number => all.points.indexOf(point);
  const { lead, reasons } = answerOf(results, all, designs, sensitive);
  return page({
    title: `${results.name} – zigzag`,
    header: header(results, all),
    sections: [
      html`${partialNotice(results)}<section id="answer" aria-labelledby="answer-heading"><h2 id="answer-heading">Answer</h2>
        <p class="answer">${lead}</p>${reasons.length === 0 ? undefined : html`<ul class="highlights">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`}
        ${cards(all, designs)}</section>`,
      designsSection(shown, results.counts),
      parametersSection(all, sensitive, shown),
      tableSection(shown),
      notBuilt(refusals, (point) => labelOf(all, rowOfPoint(point))),
      sweepInputs(results, all),
    ],
    footer: html`<footer>zigzag-ts ${results.version}. This page loads nothing and sends nothing. All figures are estimates of an analytical model, not measurements.</footer>`,
    skip: 'Skip to the answer',
    style: `${SWEEP_STYLE}${SWEEP_PRINT_STYLE}`,
    script: SWEEP_SCRIPT,
    data: { id: 'sweep-data', text: embeddedText(shown) },
  });
}

/** The same points, refusals of which are noted as they pass. */
function* tapped(points: Iterable<DesignPoint>, refusals: Refusals): Generator<DesignPoint> {
  for (const point of points) {
    if (point.status === 'refused') refusals.add(point);
    yield point;
  }
}

/** Rows that the page needs whichever others it leaves out. */
function keptRows(table: SweepTable, designs: ReturnType<typeof bestDesigns>, { list }: Sensitivities): Set<number> {
  const { best, next, smallest, unlimited } = designs;
  const along = best < 0 ? [] : list.flatMap(({ parameter, rows }) => [...rows, ...rowsAlong(table, best, parameter)]);
  return new Set([best, next, smallest, unlimited, ...along].filter((row) => row >= 0));
}

function header(results: SweepSummary, table: SweepTable): Markup {
  const { inputs, limits, counts, hasObjectives } = results;
  const { title, sign } = mainQuantity(table);
  const workloads = inputs.workloads.map(({ name }) => name).join(', ');
  const aim = hasObjectives ? `best ${title}` : `${sign > 0 ? 'least' : 'most'} ${title}`;
  const model = inputs.costModel === 'corrected' ? ', corrected cost model' : '';
  const within = limits.length === 0 ? '' : ` with ${limits.map(readableLimit).join(' and ')}`;
  const links: readonly (readonly [id: string, name: string])[] = [
    ['answer', 'Answer'],
    ['designs', 'Designs'],
    ['parameters', 'Parameters'],
    ['table', 'Table'],
    ...(counts.refused === 0 ? [] : ([['not-built', 'Not built']] as const)),
    ['inputs', 'Inputs'],
  ];
  return html`<header class="page"><h1>${results.name}</h1>
    <p class="faint">${workloads} on ${inputs.accelerator}, ${countsText(results)}; ${aim}${within}${model}.</p>
    <div class="bar-row"><nav aria-label="Sections"><ul>${links.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
    <button type="button" id="theme" data-needs-script hidden>Appearance</button></div></header>`;
}

/** `63 designs, all searched`, `63 designs, 5 of them cannot be built`, `31 of 63 searched; 32 skipped, proven worse`. */
function countsText({ counts }: SweepSummary): string {
  const { planned, costed, refused, skipped } = counts;
  const searched = costed + refused;
  const count = (number: number): string => groupedText(String(number));
  if (skipped > 0) return `${count(searched)} of ${count(planned)} searched; ${count(skipped)} skipped, proven worse`;
  if (searched < planned) return `${count(searched)} of ${count(planned)} designs searched`;
  return `${count(planned)} designs, ${refused > 0 ? `${count(refused)} of them cannot be built` : 'all searched'}`;
}

function partialNotice(results: SweepSummary): Markup | undefined {
  if (!isPartial(results)) return undefined;
  const { planned, costed, refused, skipped } = results.counts;
  const count = (number: number): string => groupedText(String(number));
  return html`<div class="partial" role="note"><p>${count(costed + refused + skipped)} of ${count(planned)} designs; the answer may change.</p></div>`;
}
