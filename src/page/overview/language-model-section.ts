import type { Markup } from '../../charts/drawing/svg.ts';
import { demandText, inferenceText, notSearchedText } from '../../quantities/language-model/model-text.ts';
import { html } from '../parts/markup.ts';
import { numberMarkup } from '../parts/number-markup.ts';
import type { PageRun } from '../parts/page-run.ts';

/** What the run says of a whole language model; nothing for other workloads. */
export function languageModelSection({ run: { languageModel } }: PageRun): Markup | undefined {
  if (languageModel === undefined) return undefined;
  const { incomplete, quantities, memories, inference } = languageModel;
  const hasTime = quantities.some(({ unit }) => unit === 's');
  const noClock = html` The accelerator has no <code>clock_frequency</code>, so there are no seconds.`;
  return html`<div id="whole-model">
    <h3>Whole model</h3>
    <p><b>${inference.name}</b>: ${inferenceText(languageModel)}. ${
      incomplete === null
        ? html`Times and energies are those of the layers; ${notSearchedText(languageModel)}.${hasTime ? undefined : noClock}`
        : html`<strong>There are no figures per token: ${incomplete}.</strong>`
    }</p>
    <dl class="cards">${quantities
      .filter(({ name }) => name !== 'memory.missing')
      .map(
        ({ title, unit, value }) =>
          html`<div><dt>${title.charAt(0).toUpperCase() + title.slice(1)}</dt><dd><strong>${
            value === null ? 'none' : numberMarkup(value, unit)
          }</strong></dd></div>`,
      )}</dl>
    <ul>${memories.map((memory) => html`<li>${memory.missingBits > 0 ? html`<strong>${demandText(memory)}</strong>` : demandText(memory)}.</li>`)}</ul>
  </div>`;
}
