import { scaleFor } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { OPERATIONS_TITLE } from '../../quantities/cost-parts.ts';
import { html } from '../parts/markup.ts';
import { columnNumber, numberMarkup } from '../parts/number-markup.ts';
import { type PageLayer, type PageRun, sumOf } from '../parts/page-run.ts';
import { stackedBar, swatch } from '../parts/stacked-bar.ts';

/** Where the energy of all layers goes: one bar and its numbers, by memory and operand. */
export function energyOverview(report: PageRun): Markup {
  return html`<section aria-labelledby="energy-heading">
    <h3 id="energy-heading">Where the energy goes</h3>
    ${energyTable(report, [...report.layers, ...report.operators])}
  </section>`;
}

/** A bar and a table by memory and operand of the energy of some layers. */
export function energyTable(report: PageRun, layers: readonly Pick<PageLayer, 'energy'>[]): Markup {
  const { memories, sectionColour, colourOf } = report;
  const sections = layers.flatMap(({ energy }) => energy.memories);
  const shown = memories.filter((name) => sections.some(({ memory }) => memory === name));
  const operands = report.operands.filter((name) => sections.some(({ operand }) => operand === name));
  const energyOf = (memory: string, operand: string): number =>
    sumOf(
      sections.filter((section) => section.memory === memory && section.operand === operand),
      ({ energyPj }) => energyPj,
    );
  const macEnergy = sumOf(layers, ({ energy }) => energy.macEnergyPj);
  const total = macEnergy + sumOf(sections, ({ energyPj }) => energyPj);
  const unit = scaleFor(total, 'pJ');
  const exists = (memory: string, operand: string): boolean =>
    sections.some((section) => section.memory === memory && section.operand === operand);
  const cells = (value: number): Markup =>
    html`<td>${columnNumber(value, unit, 3)}</td><td>${numberMarkup(total > 0 ? value / total : 0, 'share')}</td>`;
  return html`${stackedBar(
    [
      { value: macEnergy, colour: 'mac' },
      ...shown.flatMap((memory) =>
        operands.map((operand) => ({ value: energyOf(memory, operand), colour: sectionColour(memory, operand) })),
      ),
    ],
    total,
  )}
  <div class="scroll" tabindex="0" role="group" aria-label="Energy by memory and operand"><table class="figures">
    <thead><tr><th scope="col">energy (${unit.symbol})</th>${operands.map((operand) => html`<th scope="col">${operand}</th>`)}<th scope="col">sum</th><th scope="col">share</th></tr></thead>
    <tbody>
      <tr><th scope="row">${swatch('mac')}${OPERATIONS_TITLE}</th>${operands.map(() => html`<td></td>`)}${cells(macEnergy)}</tr>
      ${shown.map(
        (memory) =>
          html`<tr><th scope="row">${swatch(colourOf(memory))}${memory}</th>${operands.map((operand) =>
            exists(memory, operand)
              ? html`<td>${swatch(sectionColour(memory, operand))}${columnNumber(energyOf(memory, operand), unit, 3)}</td>`
              : html`<td></td>`,
          )}${cells(sumOf(operands, (operand) => energyOf(memory, operand)))}</tr>`,
      )}
    </tbody>
    <tfoot><tr><th scope="row">total</th>${operands.map(
      (operand) =>
        html`<td>${columnNumber(
          sumOf(shown, (memory) => energyOf(memory, operand)),
          unit,
          3,
        )}</td>`,
    )}${cells(total)}</tr></tfoot>
  </table></div>`;
}
