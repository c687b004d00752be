import { groupedText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import type { SweepCounts } from '../../sweep/points/sweep-results.ts';
import { freeParameters, mainQuantity, type SweepTable, secondQuantity } from '../data/sweep-table.ts';
import { colourClass } from '../draw/colour-steps.ts';
import { scatterCaption, scatterMarkup } from '../draw/scatter.ts';
import { scatterPlot } from '../draw/scatter-plot.ts';
import { parameterVariable, quantityVariable, type Variable, variablesOf } from '../draw/variable.ts';
import { chosenPanel } from '../parts/chosen-panel.ts';
import { rankedRows } from '../parts/design-table.ts';

/** Size that a page without script shows. */
const [WIDTH, HEIGHT] = [860, 460];
/** Most values that a key of colours names. */
const MOST_KEYS = 9;

/** What the scatter shows at first: the quantity that decides over the second objective, else over what it usually costs. */
export function firstAxes(table: SweepTable): {
  readonly x: Variable;
  readonly y: Variable;
  readonly colour: number | undefined;
} {
  const free = freeParameters(table);
  const y = quantityVariable(table, mainQuantity(table).place);
  const [first] = free;
  const second = secondQuantity(table);
  const over =
    second !== undefined ? quantityVariable(table, second) : first === undefined ? y : parameterVariable(table, first);
  const ordered = free.find((place) => table.parameters[place]?.numbers !== undefined);
  return { x: over, y, colour: ordered ?? first };
}

/** Row of the design that is shown first. */
export function firstChoice(table: SweepTable): number {
  return table.best >= 0 ? table.best : (rankedRows(table)[0] ?? -1);
}

export function designsSection(table: SweepTable, { skipped }: SweepCounts): Markup | undefined {
  const chosen = firstChoice(table);
  if (chosen < 0) return undefined;
  const { x, y, colour } = firstAxes(table);
  const plot = scatterPlot(table, { x, y, colour, width: WIDTH, height: HEIGHT, showsSkipped: false, hasHints: true });
  const variables = variablesOf(table);
  return html`<section id="designs" aria-labelledby="designs-heading"><h2 id="designs-heading">Designs</h2>
    <div class="tools plot-tools"><span class="menus" data-needs-script hidden>${menu('y', 'up', variables, y.key)}${menu('x', 'across', variables, x.key)}${colourMenu(table, colour)}</span>
    ${skipped > 0 ? html`<label class="check" data-needs-script hidden><input type="checkbox" id="show-skipped"> show the ${groupedText(String(skipped))} skipped at their bounds</label>` : undefined}
    <span id="colour-key" class="colour-key">${colourKey(table, colour)}</span></div>
    <div class="beside"><div><div class="scroll chart-box" id="scatter" tabindex="0" role="group" aria-label="Scatter of designs">${scatterMarkup(plot, chosen)}</div>
    <div id="scatter-caption">${scatterCaption(plot)}</div></div>
    <aside class="panel" id="chosen" aria-label="Chosen design">${chosenPanel(table, chosen)}</aside></div></section>`;
}

function menu(label: string, id: string, variables: readonly Variable[], chosen: string): Markup {
  return html`<label>${label} <select id="${id}">${variables.map(({ key, title }) => option(key, title, key === chosen))}</select></label>`;
}

function colourMenu(table: SweepTable, colour: number | undefined): Markup {
  const varied = table.parameters.flatMap(({ title, texts }, place) => (texts.length > 1 ? [{ title, place }] : []));
  return html`<label>colour <select id="colour">${option('', 'none', colour === undefined)}${varied.map(({ title, place }) => option(String(place), title, place === colour))}</select></label>`;
}

function option(value: string, text: string, isChosen: boolean): Markup {
  return isChosen
    ? html`<option value="${value}" selected>${text}</option>`
    : html`<option value="${value}">${text}</option>`;
}

/** What the colours mean; of many values some. */
export function colourKey(table: SweepTable, colour: number | undefined): Markup {
  const parameter = colour === undefined ? undefined : table.parameters[colour];
  if (parameter === undefined) return html``;
  const { texts, title } = parameter;
  const every = Math.max(1, Math.ceil((texts.length - 1) / (MOST_KEYS - 1)));
  const shown = texts
    .map((text, position) => ({ text, position }))
    .filter(({ position }) => position % every === 0 || position === texts.length - 1);
  return html`<span class="faint">${title}</span>${shown.map(({ text, position }) => html`<span class="value"><i class="round ${colourClass(table, colour, position)}"></i>${text}</span>`)}`;
}
