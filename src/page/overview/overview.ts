import { countText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { clockPeriodNsOf } from '../../model/hardware/clock.ts';
import type { UncostedOperator } from '../../model/workload/uncosted-operators.ts';
import { costModelOf, designOf } from '../../quantities/hardware/hardware-quantities.ts';
import { groupedByReason, type InfeasibleGroup, reasonInWords } from '../../quantities/infeasible-layers.ts';
import { layerCountText } from '../../quantities/layer-names.ts';
import { leftOutText, otherOperatorsText, uncostedNames } from '../../quantities/left-out.ts';
import { partlySearched, searchedText } from '../../quantities/searched-share.ts';
import { type Content, html, joined } from '../parts/markup.ts';
import { numberMarkup } from '../parts/number-markup.ts';
import { type PageRun, sumOf } from '../parts/page-run.ts';
import { energyOverview } from './energy-overview.ts';
import { hardwareCards } from './hardware-cards.ts';
import { highlights } from './highlights.ts';
import { languageModelSection } from './language-model-section.ts';
import { latencyOverview } from './latency-overview.ts';
import { rooflineSection } from './roofline-section.ts';

/** What the whole run says: totals, highlights, where energy and cycles go, the roofline, what is missing. */
export function overview(report: PageRun): Markup {
  return html`<section id="overview" aria-labelledby="overview-heading">
    <h2 id="overview-heading">Overview</h2>
    ${partialBanner(report)}
    ${cards(report)}
    ${languageModelSection(report)}
    ${highlights(report)}
    ${notes(report)}
    <div class="columns">${energyOverview(report)}${latencyOverview(report)}</div>
    ${rooflineSection(report)}
  </section>`;
}

function cards(report: PageRun): Markup {
  const { total, evaluations } = report.run;
  const design = designOf(evaluations);
  const periodNs = design && clockPeriodNsOf(design, costModelOf(evaluations));
  const { utilisation } = total;
  return html`<dl class="cards">
    ${card('Energy', numberMarkup(total.energy, 'pJ'), html`operations ${numberMarkup(total.macEnergy, 'pJ')}, memories ${numberMarkup(total.memoryEnergy, 'pJ')}`)}
    ${card('Latency', numberMarkup(total.latency, 'cycles'), periodNs === undefined ? 'layers one after the other' : html`${numberMarkup(total.latency * periodNs, 'ns')} at ${numberMarkup(periodNs, 'ns')} per cycle`)}
    ${card('Energy-delay product', numberMarkup(total.energy * total.latency, 'pJ·cycles'), 'energy of the network × its latency')}
    ${card('Utilisation', numberMarkup(utilisation.withOffloading, 'share'), html`of all units and cycles; spatial mappings alone allow ${numberMarkup(utilisation.spatial, 'share')}`)}
    ${card(
      'Work',
      numberMarkup(
        sumOf(report.layers, ({ operations }) => operations),
        'MAC',
      ),
      html`in ${layerCountText(evaluations)}; MAC: multiply-accumulate operations`,
    )}
    ${hardwareCards(report).map(({ name, value, note }) => card(name, value, note))}
  </dl>`;
}

function card(name: string, value: Markup, note: Content): Markup {
  return html`<div><dt>${name}</dt><dd><strong>${value}</strong><small>${note}</small></dd></div>`;
}

function partlySearchedNote(evaluations: readonly CostModelEvaluation[]): Markup | undefined {
  const layers = partlySearched(evaluations);
  if (layers.length === 0) return undefined;
  const list = layers.map(({ evaluation, share }) => html`${evaluation.layer.name} (${searchedText(share)} searched)`);
  return html`<p><strong>Not fully searched:</strong> ${joined(list, ', ')}. These searches ended early, with the best mappings so far.</p>`;
}

/** What no reader of the totals may miss: layers without a mapping, those of the same reason together, and uncosted operations. */
function partialBanner({ run: { document, evaluations } }: PageRun): Markup | undefined {
  const { infeasible } = document;
  const missing = leftOutText(document, evaluations.length);
  if (missing === undefined) return undefined;
  return html`<div class="partial" role="note">
    <p><strong>Partial result: ${missing}.</strong> All totals are those of the ${infeasible.length > 0 ? 'other ' : ''}${countText(evaluations.length, 'layer')}.</p>
    ${groupedByReason(infeasible).map(leftOut)}
  </div>`;
}

function leftOut({ first: { name, diagnostic }, others }: InfeasibleGroup): Markup {
  const { message, hint } = diagnostic;
  const names = others.map((layer) => layer.name).join(', ');
  return html`<p><strong>Left out: ${name}, ${reasonInWords(diagnostic)}.</strong> ${message}${hint && html` (${hint})`}${
    names === '' ? undefined : html`<br>The same for ${countText(others.length, 'other layer')}: ${names}`
  }</p>`;
}

/** How much data the operators without costs move, as far as shapes tell. */
function movedNote(uncosted: readonly UncostedOperator[]): Markup | undefined {
  const moved = sumOf(uncosted, ({ elementsMoved = 0 }) => elementsMoved);
  return moved === 0 ? undefined : html` They read and write ${numberMarkup(moved, 'elements')}.`;
}

/** Operators without costs, findings about the inputs: what the totals do not say. */
function notes({ run: { document, evaluations, otherOperators = [], languageModel } }: PageRun): Markup {
  const others = otherOperatorsText(otherOperators);
  const { uncosted, warnings, infeasible } = document;
  const count = sumOf(uncosted, (operator) => operator.count);
  return html`<div class="notes">
    <p>${
      count === 0
        ? `Every ${infeasible.length === 0 ? '' : 'other '}${languageModel === undefined ? 'operator' : 'layer'} of the workload is in the totals.`
        : html`<strong>Not in the totals:</strong> ${countText(count, 'operator')} without a cost model: ${uncostedNames(uncosted).join(', ')}. They count as free.${movedNote(uncosted)}`
    }</p>
    ${others && html`<p><strong>Other operators in the totals:</strong> ${others}.</p>`}
    ${partlySearchedNote(evaluations)}
    ${
      warnings.length > 0
        ? html`<details><summary>${countText(warnings.length, 'warning')} about inputs and figures</summary><ul>${warnings.map(
            ({ code, message, hint, file, line }) =>
              html`<li><b>${code}</b> ${message}${hint && html` (${hint})`}${file && html` <small>${file}${line && `:${line}`}</small>`}</li>`,
          )}</ul></details>`
        : undefined
    }
  </div>`;
}
