import { quantityText, scaleFor } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { EnergySections } from '../../quantities/cost-parts.ts';
import { gapText, isUnsearched, provenGap } from '../../quantities/proven-gap.ts';
import { searchedText } from '../../quantities/searched-share.ts';
import { bitsThrough, outermostMemories } from '../../quantities/traffic.ts';
import { html } from '../parts/markup.ts';
import { columnNumber, numberMarkup, unbroken } from '../parts/number-markup.ts';
import { type PageLayer, type PageOperator, type PageRun, sumOf } from '../parts/page-run.ts';
import { type BarPart, stackedBar } from '../parts/stacked-bar.ts';
import { latencyBarParts } from './latency-parts.ts';

const CYCLES = { factor: 1, symbol: 'cycles' };

/** All layers with their numbers; the script of the page makes the headings sort and adds a filter. */
export function layerTable(report: PageRun): Markup {
  const { layers, operators, run } = report;
  const { total } = run;
  const energyUnit = scaleFor(Math.max(0, ...layers.map(({ evaluation }) => evaluation.energy)), 'pJ');
  const workUnit = scaleFor(Math.max(0, ...layers.map(({ operations }) => operations)), 'MAC');
  const largest = {
    energy: Math.max(0, ...[...layers, ...operators].map(({ evaluation }) => evaluation.energy)),
    latency: Math.max(0, ...[...layers, ...operators].map(({ evaluation }) => evaluation.latency)),
  };
  const outermost = outermostMemories(run.evaluations);
  const row = (layer: PageLayer): Markup => {
    const { evaluation, operations } = layer;
    const { energy, latency, utilisation } = evaluation;
    const bits = bitsThrough(evaluation, outermost);
    return html`<tr>
      <th scope="row"><a href="#${report.groupOf(layer).anchor}" title="${evaluation.layer.name}"><data value="${layer.id}">${layer.id}</data> ${layer.shortName}</a>${evaluation.times === 1 ? undefined : html` <span class="times">×${evaluation.times}</span>`}${searchedNote(evaluation)}${provenNote(evaluation)}</th>
      <td class="text">${evaluation.layer.operatorType}</td>
      <td>${columnNumber(operations, workUnit, 3)}</td>
      <td class="with-bar" title="${energy} pJ"><small>${numberMarkup(energy / total.energy, 'share')}</small>${columnNumber(energy, energyUnit, 3)}${stackedBar(energyBarParts(report, layer.energy), largest.energy)}</td>
      <td class="with-bar"><small>${numberMarkup(latency / total.latency, 'share')}</small>${columnNumber(latency, CYCLES, 0)}${stackedBar(latencyBarParts(layer.latency), largest.latency)}</td>
      <td>${numberMarkup(utilisation.withOffloading, 'share')}</td>
      <td>${numberMarkup(utilisation.spatial, 'share')}</td>
      <td>${bits === 0 ? html`<data value="Infinity">no traffic</data>` : columnNumber(operations / bits, { factor: 1, symbol: '' }, 3)}</td>
      <td>${columnNumber(operations / latency, { factor: 1, symbol: '' }, 1)}</td>
      <td class="text">${busiestText(layer)}</td>
    </tr>`;
  };
  const none = html`<td><data value="-Infinity"></data></td>`;
  const operatorRow = ({ evaluation, label, energy: sections, latency: causes }: PageOperator): Markup => {
    const { operator, energy, latency } = evaluation;
    return html`<tr>
      <th scope="row"><data value="${operator.id}"></data>${label}<small>memory traffic</small></th>
      <td class="text">${operator.operatorType}</td>
      <td>${columnNumber(0, workUnit, 3)}</td>
      <td class="with-bar" title="${energy} pJ"><small>${numberMarkup(energy / total.energy, 'share')}</small>${columnNumber(energy, energyUnit, 3)}${stackedBar(energyBarParts(report, sections), largest.energy)}</td>
      <td class="with-bar"><small>${numberMarkup(latency / total.latency, 'share')}</small>${columnNumber(latency, CYCLES, 0)}${stackedBar(latencyBarParts(causes), largest.latency)}</td>
      ${none}${none}${none}${none}${none}
    </tr>`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Layers"><table class="figures layers" id="layer-table">
    <thead><tr>
      <th scope="col">layer</th>
      <th scope="col" class="text">operator</th>
      <th scope="col">work (${workUnit.symbol})</th>
      <th scope="col">energy (${energyUnit.symbol})</th>
      <th scope="col">latency (cycles)</th>
      <th scope="col">utilisation</th>
      <th scope="col">spatial utilisation</th>
      <th scope="col">intensity (MAC/bit)</th>
      <th scope="col">speed (MAC/cycle)</th>
      <th scope="col" class="text">busiest port</th>
    </tr></thead>
    <tbody>${layers.map(row)}${operators.map(operatorRow)}</tbody>
    <tfoot><tr>
      <th scope="row">all layers${operators.length > 0 ? ' and operators' : ''}</th><td></td>
      <td>${columnNumber(
        sumOf(layers, ({ operations }) => operations),
        workUnit,
        3,
      )}</td>
      <td title="${total.energy} pJ">${columnNumber(total.energy, energyUnit, 3)}</td>
      <td>${columnNumber(total.latency, CYCLES, 0)}</td>
      <td>${numberMarkup(total.utilisation.withOffloading, 'share')}</td>
      <td>${numberMarkup(total.utilisation.spatial, 'share')}</td>
      <td></td>
      <td>${columnNumber(sumOf(layers, ({ operations }) => operations) / total.latency, { factor: 1, symbol: '' }, 1)}</td>
      <td></td>
    </tr></tfoot>
  </table></div>`;
}

function searchedNote({ searchedShare }: CostModelEvaluation): Markup | undefined {
  return searchedShare === undefined
    ? undefined
    : html`<small class="alert">${searchedText(searchedShare)} searched</small>`;
}

function provenNote(evaluation: CostModelEvaluation): Markup | undefined {
  const found = provenGap(evaluation);
  // A bound without a search that says little is no news about one layer.
  if (found === undefined || (isUnsearched(found) && found.gap > 1)) return undefined;
  return html`<small>${gapText(found)}</small>`;
}

/** Sections of the energy of a layer in the order in which bars show them. */
export function energyBarParts({ sectionColour }: PageRun, energy: EnergySections): BarPart[] {
  return [
    { value: energy.macEnergyPj, colour: 'mac' },
    ...energy.memories.map(({ memory, operand, energyPj }) => ({
      value: energyPj,
      colour: sectionColour(memory, operand),
    })),
  ];
}

function busiestText({ busiest }: PageLayer): Markup {
  if (busiest === undefined) return html`<data value="-Infinity">none</data>`;
  const { memory, port, stallSlack, isStalling } = busiest;
  const cycles = unbroken(quantityText(Math.abs(stallSlack), 'cycles'));
  const value = stallSlack === 0 ? 'no slack' : `${cycles} ${isStalling ? 'stall' : 'slack'}`;
  return html`<data value="${stallSlack}">${isStalling ? html`<b class="alert">${value}</b>` : value}</data><small>${port.name} of ${memory.name}</small>`;
}
