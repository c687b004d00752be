import type { Markup } from '../charts/drawing/svg.ts';
import { layerCountText } from '../quantities/layer-names.ts';
import { leftOutText } from '../quantities/left-out.ts';
import type { StoredRun } from '../results/index.ts';
import type { Sensitivity } from '../sensitivity/index.ts';
import { curvesSection, type PageCurves } from './curves-section.ts';
import { inputs } from './inputs.ts';
import { layerDetails } from './layer/layer-details.ts';
import { layerTable } from './overview/layer-table.ts';
import { overview } from './overview/overview.ts';
import { page } from './page-frame.ts';
import { html } from './parts/markup.ts';
import { type PageRun, pageRun } from './parts/page-run.ts';
import { sensitivitySection } from './sensitivity-section.ts';
import { SCRIPT } from './style/script.ts';

/** Sections that a page has where they are given. */
export interface ReportSections {
  /** Least traffic by buffer size (docs/curves.md). */
  readonly curves?: PageCurves | undefined;
  /** On which numbers of the accelerator the totals depend (docs/sensitivity.md). */
  readonly sensitivity?: Sensitivity | undefined;
}

/**
 * A run as one self-contained page: overview, table of layers, details of every layer, inputs (docs/outputs.md#reporthtml). It loads
 * nothing from anywhere. Equal documents give equal bytes.
 * @param more what takes some time to compute, for sections of its own.
 */
export function reportHtml(run: StoredRun, { curves, sensitivity: elasticities }: ReportSections = {}): string {
  const report = pageRun(run);
  const { workload, accelerator } = run.document.inputs;
  const sensitivity = sensitivitySection(report, elasticities);
  const isPartial = leftOutText(run.document, run.evaluations.length) !== undefined;
  const title = `${isPartial ? 'Partial: ' : ''}${baseName(workload.name)} on ${baseName(accelerator.name)}`;
  return page({
    title: `${title} – zigzag`,
    header: header(report, title, [
      ...(sensitivity === undefined ? [] : [['sensitivity', 'Sensitivity'] as const]),
      ...(curves === undefined ? [] : [['curves', 'Buffer sizes'] as const]),
    ]),
    sections: [
      overview(report),
      ...(sensitivity === undefined ? [] : [sensitivity]),
      ...(curves === undefined ? [] : [curvesSection(report, curves)]),
      layers(report),
      details(report),
      inputs(report),
    ],
    footer: html`<footer>${run.document.generator}. Every number carries its exact value, energies in pJ and latencies in clock cycles. All are estimates of an analytical model, not measurements. Idle units cost nothing, because no input says what they cost.</footer>`,
    skip: 'Skip to the results',
    script: SCRIPT,
  });
}

function header({ run }: PageRun, title: string, more: readonly (readonly [id: string, title: string])[]): Markup {
  const { options, inputs } = run.document;
  const model = options.costModel === 'corrected' ? ', corrected cost model' : '';
  const criterion = `${typeof options.opt === 'string' ? `best ${options.opt} per layer` : 'best mapping per layer'}${model}`;
  return html`<header class="page">
    <h1>${title}</h1>
    <p>${leftOutText(run.document, run.evaluations.length) ?? layerCountText(run.evaluations)}, mapping constraints <b>${inputs.mapping.name}</b>, ${criterion}.</p>
    <div class="bar-row"><nav aria-label="Sections"><ul><li><a href="#overview">Overview</a></li>${more.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}<li><a href="#layers">Layers</a></li><li><a href="#details">Details</a></li><li><a href="#inputs">Inputs</a></li></ul></nav>
    <button type="button" id="theme" data-needs-script hidden>Appearance</button></div></header>`;
}

function layers(report: PageRun): Markup {
  return html`<section id="layers" aria-labelledby="layers-heading">
    <h2 id="layers-heading">Layers</h2>
    <div class="tools" data-needs-script hidden><label for="filter">Filter</label><input type="search" id="filter" placeholder="name, operator or port" autocomplete="off"><span id="filter-count" role="status"></span></div>
    ${layerTable(report)}
    <p><small>Bars compare layers; their colours are those of the overview. Utilisation: share of all units and cycles that do useful work; spatial: if nothing stalled and nothing had to be loaded.</small></p>
  </section>`;
}

function details(report: PageRun): Markup {
  const { groups, layers } = report;
  return html`<section id="details" aria-labelledby="details-heading">
    <h2 id="details-heading">Details</h2>
    <p class="prose">${
      groups.length < layers.length
        ? `Layers that differ in name only are shown once: ${groups.length} different ones among ${layers.length}.`
        : 'Every layer with its cost, its mapping, and what it moves.'
    } The quantities at the end of each can be opened to see where they come from.</p>
    <div class="tools" data-needs-script hidden><button type="button" id="open-all">Open all layers</button><button type="button" id="close-all">Close all</button></div>
    ${groups.map((group) => layerDetails(report, group))}
  </section>`;
}

/** Of a path the file's name. */
function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}
