import type { Markup } from '../../charts/drawing/svg.ts';
import { type Content, html } from '../../page/parts/markup.ts';
import type { SweepSummary } from '../../sweep/points/sweep-results.ts';
import type { SweepTable } from '../data/sweep-table.ts';
import { readableLimit } from '../words/limit-texts.ts';

/** What the sweep was made from, so that anybody can make it again. */
export function sweepInputs(results: SweepSummary, table: SweepTable): Markup {
  const { inputs, strategy, objectives, limits, sweep, version } = results;
  const workloads = inputs.workloads.map(({ name, weight }) =>
    inputs.workloads.length === 1 || weight === 1 ? name : `${name} (weight ${weight})`,
  );
  const combined =
    inputs.workloads.length === 1
      ? ''
      : `; ${inputs.combine === 'worst' ? 'the worst of them counts' : 'their weighted mean counts'}`;
  const rows: readonly (readonly [term: string, text: Content])[] = [
    [inputs.workloads.length === 1 ? 'workload' : 'workloads', `${workloads.join(', ')}${combined}`],
    ['accelerator, mapping', `${inputs.accelerator}, ${inputs.mapping}`],
    [
      'parameters',
      table.parameters.map(({ title, texts }) => html`<span class="line">${title}: ${valuesText(texts)}</span>`),
    ],
    ['strategy', strategy],
    ...(objectives.length === 0
      ? []
      : ([['objectives', objectives.map(({ title, direction }) => `${direction} ${title}`).join(', ')]] as const)),
    ...(limits.length === 0 ? [] : ([['limits', limits.map(readableLimit).join(', ')]] as const)),
    ['search', inputs.search],
    ['area', inputs.area],
    ...inputs.notes.map((note) => ['note', note] as const),
    ['again', html`<code>${inputs.command}</code>`],
    ['made by', html`zigzag-ts ${version}, sweep <code class="hash">${sweep}</code>`],
  ];
  return html`<section id="inputs" aria-labelledby="inputs-heading"><h2 id="inputs-heading">Inputs</h2>
    <dl class="inputs-list">${rows.filter(([, text]) => text !== '').map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl></section>`;
}

/** Values of a parameter; of many the ends. */
function valuesText(texts: readonly string[]): string {
  return texts.length <= 16
    ? texts.join(', ')
    : `${texts.slice(0, 3).join(', ')} … ${texts.at(-1)} (${texts.length} values)`;
}
