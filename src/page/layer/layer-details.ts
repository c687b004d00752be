import type { Markup } from '../../charts/drawing/svg.ts';
import { explainedQuantities, explainQuantity } from '../../explain/index.ts';
import { loopNestView } from '../../loop-nest/loop-nest-view.ts';
import { impossibleFigures, QUIRK_OF } from '../../quantities/impossible-figures.ts';
import { energyTable } from '../overview/energy-overview.ts';
import { latencyTable } from '../overview/latency-overview.ts';
import { type Content, html, joined } from '../parts/markup.ts';
import { numberMarkup } from '../parts/number-markup.ts';
import type { LayerGroup, PageLayer, PageRun } from '../parts/page-run.ts';
import { explanationList } from './explanation-list.ts';
import { hierarchyDrawing } from './hierarchy-drawing.ts';
import { loopNestTable } from './loop-nest-table.ts';
import { trafficTable } from './traffic-table.ts';

/** Everything about a layer, and about the layers equal to it, behind a line that opens it. */
export function layerDetails(report: PageRun, { first, layers, anchor }: LayerGroup): Markup {
  const { evaluation } = first;
  const { energy, latency, utilisation } = evaluation;
  const { total } = report.run;
  const count = layers.length > 1 ? html` <span class="times">×${layers.length}</span>` : undefined;
  return html`<details class="layer"><summary>
    <h3>${first.label}${count}</h3>
    <span class="facts">${evaluation.layer.operatorType} · ${numberMarkup(energy, 'pJ')} (${numberMarkup(energy / total.energy, 'share')}) · ${numberMarkup(latency, 'cycles')} (${numberMarkup(latency / total.latency, 'share')}) · ${numberMarkup(utilisation.withOffloading, 'share')} utilised</span></summary>
    <div class="content" id="${anchor}">
      ${definition(first, layers)}
      ${verdict(first)}
      ${oddities(first)}
      <div class="columns">
        <section><h4>Energy</h4>${energyTable(report, [first])}</section>
        <section><h4>Latency</h4>${latencyTable([first])}</section>
      </div>
      <h4>Mapping</h4>
      ${loopNestTable(report, loopNestView(evaluation))}
      <h4>Memories and traffic</h4>
      <div class="scroll" tabindex="0" role="group" aria-label="Memory hierarchy">${hierarchyDrawing(report, first)}</div>
      ${trafficTable(report, first)}
      ${explanationList(
        explainedQuantities(evaluation).map((name) => explainQuantity(evaluation, name)),
        anchor,
      )}
    </div></details>`;
}

function definition({ evaluation: { layer, times } }: PageLayer, layers: readonly PageLayer[]): Markup {
  const sizes = layer.dimensions.map(({ name, size }) => html`${name}${'\u00a0'}${size}`);
  const precisions = [...layer.operandPrecision].map(
    ([name, bits]) => html`${name}${'\u00a0'}${numberMarkup(bits, 'bit')}`,
  );
  const relations = layer.relations.map(
    ({ target, a, b }) => `${target} = ${a.coefficient}·${a.dimension} + ${b.coefficient}·${b.dimension}`,
  );
  const others = layers.slice(1).map(({ id, evaluation }) => html`<b>${id}</b>: ${evaluation.layer.name}`);
  return html`<dl class="definition">
    ${pair('Name', layer.name)}
    ${others.length > 0 ? pair('Equal layers', html`${joined(others, ', ')} <small>(each costs the same again)</small>`) : undefined}
    ${times > 1 ? pair('Repeated', `${times} times; energies, traffic and cycles are those of all`) : undefined}
    ${pair('Equation', html`<code>${layer.equation}</code>`)}
    ${relations.length > 0 ? pair('Relations', html`<code>${relations.join(', ')}</code>`) : undefined}
    ${pair('Loop sizes', joined(sizes, ', '))}
    ${pair('Precision', joined(precisions, ', '))}
  </dl>`;
}

function pair(name: string, value: Content): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** Why the layer does not run at the speed of the array: what its mapping leaves unused, and which port limits it. */
function verdict({ evaluation, busiest, latency }: PageLayer): Markup {
  const { utilisation } = evaluation;
  const used = html`The spatial mapping keeps ${numberMarkup(utilisation.spatial, 'share')} of the array at work.`;
  const port =
    busiest === undefined
      ? html`Everything moves once, so no port can make the array wait during the computation.`
      : busiest.isStalling
        ? html`Port <b>${busiest.port.name}</b> of <b>${busiest.memory.name}</b> is too narrow for what must pass it: the array waits ${numberMarkup(latency.temporalStall, 'cycles')}.`
        : html`No port makes the array wait; the busiest, <b>${busiest.port.name}</b> of <b>${busiest.memory.name}</b>, has ${busiest.stallSlack === 0 ? 'no cycle' : numberMarkup(-busiest.stallSlack, 'cycles')} to spare.`;
  return html`<p class="prose">${used} ${port} Loading takes ${numberMarkup(latency.onloading, 'cycles')} before and ${numberMarkup(latency.offloading, 'cycles')} after the computation.</p>`;
}

/** Figures of the layer that no hardware could have, and where the page of quirks explains them. */
function oddities({ evaluation }: PageLayer): Markup | undefined {
  const figures = impossibleFigures(evaluation);
  if (figures.length === 0) return undefined;
  return html`<p class="prose"><strong>Impossible in hardware:</strong> ${joined(
    figures.map(({ kind, text }) => html`${text} (${QUIRK_OF[kind]})`),
    '; ',
  )}. The figures are those of ZigZag 3.8.5.</p>`;
}
