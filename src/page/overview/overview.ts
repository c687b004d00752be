import type { Markup } from '../../charts/drawing/svg.ts';
import { type Content, html, joined } from '../parts/markup.ts';
import { figure } from '../parts/number-markup.ts';
import { type ReportedRun, sumOf } from '../parts/reported-run.ts';
import { energyOverview } from './energy-overview.ts';
import { findings } from './highlights.ts';
import { latencyOverview } from './latency-overview.ts';
import { rooflineSection } from './roofline-section.ts';

/** What the whole run says: totals, findings, where energy and cycles go, the roofline, what is missing. */
export function overview(report: ReportedRun): Markup {
  return html`<section id="overview" aria-labelledby="overview-heading">
    <h2 id="overview-heading">Overview</h2>
    ${cards(report)}
    ${findings(report)}
    ${missing(report)}
    <div class="columns">${energyOverview(report)}${latencyOverview(report)}</div>
    ${rooflineSection(report)}
  </section>`;
}

function cards(report: ReportedRun): Markup {
  const { total, evaluations } = report.run;
  const hardware = evaluations[0]?.hardware;
  const { utilisation } = total;
  return html`<dl class="cards">
    ${card('Energy', figure(total.energy, 'pJ'), html`operations ${figure(total.macEnergy, 'pJ')}, memories ${figure(total.memoryEnergy, 'pJ')}`)}
    ${card('Latency', figure(total.latency, 'cycles'), hardware === undefined ? 'layers one after the other' : html`${figure(total.latency * hardware.clockPeriod.totalNs, 'ns')} at ${figure(hardware.clockPeriod.totalNs, 'ns')} per cycle`)}
    ${card('Energy-delay product', figure(total.energy * total.latency, 'pJ·cycles'), 'energy of the network × its latency')}
    ${card('Utilisation', figure(utilisation.withOffloading, 'share'), html`of all units and cycles; spatial mappings alone allow ${figure(utilisation.spatial, 'share')}`)}
    ${card(
      'Work',
      figure(
        sumOf(report.layers, ({ operations }) => operations),
        'MAC',
      ),
      html`in ${evaluations.length} ${evaluations.length === 1 ? 'layer' : 'layers'}; MAC: multiply-accumulate operations`,
    )}
    ${hardware && card('Area', figure(hardware.area.totalMm2, 'mm²'), html`array ${figure(hardware.area.arrayMm2, 'mm²')}, memories ${figure(hardware.area.memoryMm2, 'mm²')}`)}
    ${hardware && card('Array peak', figure(hardware.peak.topPerSecondPerWatt, 'TOP/s/W'), html`${figure(hardware.peak.topPerSecond, 'TOP/s')}, ${figure(hardware.peak.topPerSecondPerMm2, 'TOP/s/mm²')}; 1 MAC is 2 operations here`)}
  </dl>`;
}

function card(name: string, value: Markup, note: Content): Markup {
  return html`<div><dt>${name}</dt><dd><strong>${value}</strong><small>${note}</small></dd></div>`;
}

/** Operators without costs, layers that do not fit, findings about the inputs: what the totals do not say. */
function missing({ run: { document } }: ReportedRun): Markup {
  const { uncosted, infeasible, warnings } = document;
  const count = sumOf(uncosted, (operator) => operator.count);
  const list = uncosted.map(({ operatorType, count }) => html`<b>${operatorType}</b> ×${count}`);
  return html`<div class="notes">
    <p>${
      count === 0
        ? 'Every operator of the workload is in the figures.'
        : html`<strong>Not in the figures:</strong> ${count} ${count === 1 ? 'operator' : 'operators'} without a cost model: ${joined(list, ', ')}. They count as free.`
    }</p>
    ${infeasible.map(
      ({ name, diagnostic }) =>
        html`<p><strong>Left out: ${name} does not fit.</strong> ${diagnostic.message}${diagnostic.hint && html` (${diagnostic.hint})`}</p>`,
    )}
    ${
      warnings.length > 0
        ? html`<details><summary>${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'} about the inputs</summary><ul>${warnings.map(
            ({ code, message, hint, file, line }) =>
              html`<li><b>${code}</b> ${message}${hint && html` (${hint})`}${file && html` <small>${file}${line && `:${line}`}</small>`}</li>`,
          )}</ul></details>`
        : undefined
    }
  </div>`;
}
