import type { Markup } from '../../charts/drawing/svg.ts';
import { type LoopNestView, lastRoundText, levelsOf, type MemoryLevelView } from '../../loop-nest/loop-nest-view.ts';
import { html } from '../parts/markup.ts';
import { numberMarkup } from '../parts/number-markup.ts';
import type { PageRun } from '../parts/page-run.ts';
import { swatch } from '../parts/stacked-bar.ts';

/** The colours that memories have on the page. */
type Colours = Pick<PageRun, 'colourOf'>;

/** The mapping of a layer: temporal loops with the memory of every operand beside them, then the loops on the array. */
export function loopNestTable(colours: Colours, nest: LoopNestView): Markup {
  const cells = nest.operands.map((operand) => cellsByRow(colours, levelsOf(nest, operand), nest.temporal.length));
  const rows = nest.temporal.length === 0 ? [undefined] : nest.temporal;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Loop nest"><table class="nest">
    <thead><tr><th scope="col">temporal loops, outermost first</th>${nest.operands.map((operand) => html`<th scope="col">${operand} is kept in</th>`)}</tr></thead>
    <tbody>${rows.map(
      (loop, row) =>
        html`<tr><th scope="row">${
          loop === undefined
            ? 'none: all loops are on the array'
            : html`<code>${'  '.repeat(row)}for ${loop.dimension} in [0, ${loop.size})</code>`
        }</th>${cells.map((column) => column.get(row))}</tr>`,
    )}</tbody>
  </table></div>
  ${spatialTable(nest)}${lastRoundNote(nest)}`;
}

/**
 * The cells of an operand's column, by the row at which they start. Levels without loops stand at the edge of the cell below them, or
 * of the lowest cell.
 */
function cellsByRow(
  colours: Colours,
  levels: readonly MemoryLevelView[],
  rowCount: number,
): ReadonlyMap<number, Markup> {
  const cells = new Map<number, Markup>();
  let row = 0;
  let waiting: MemoryLevelView[] = [];
  const lastUsed = levels.findLast(({ loops }) => loops.length > 0);
  for (const level of levels) {
    if (level.loops.length === 0) {
      waiting.push(level);
      continue;
    }
    const below = level === lastUsed ? levels.slice(levels.indexOf(level) + 1) : [];
    cells.set(
      row,
      html`<td rowspan="${level.loops.length}" class="${colours.colourOf(level.memory)}">
        ${waiting.map(passedLevel)}${levelText(colours, level)}${below.map(passedLevel)}</td>`,
    );
    waiting = [];
    row += level.loops.length;
  }
  if (rowCount === 0) cells.set(0, html`<td>${waiting.map(passedLevel)}</td>`);
  return cells;
}

function levelText(colours: Colours, level: MemoryLevelView): Markup {
  const { memory, tileElements, tileBits, utilisation, isDoubleBuffered } = level;
  return html`<b>${swatch(colours.colourOf(memory))}${memory}</b><small>${numberMarkup(tileElements, 'elements')}, ${numberMarkup(tileBits, 'bit')}: ${numberMarkup(utilisation, 'share')} of it${isDoubleBuffered ? ', double-buffered' : undefined}</small>`;
}

function passedLevel({ memory, tileBits, utilisation }: MemoryLevelView): Markup {
  return html`<small class="passed"><b>${memory}</b> no loops; holds ${numberMarkup(tileBits, 'bit')}: ${numberMarkup(utilisation, 'share')}</small>`;
}

function lastRoundNote({ lastRounds }: LoopNestView): Markup | undefined {
  if (lastRounds.length === 0) return undefined;
  return html`<p class="prose">Smaller last rounds: ${lastRounds.map(lastRoundText).join('; ')}. The tiles above are the largest.</p>`;
}

function spatialTable({ spatial }: LoopNestView): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Spatial loops"><table class="nest spatial-loops">
    <thead><tr><th scope="col">array dimension</th><th scope="col">spatial loops, side by side</th><th scope="col">units in use</th></tr></thead>
    <tbody>${spatial.map(
      ({ arrayDimension, units, used, unrollings }) => html`<tr><th scope="row">${arrayDimension}</th>
        <td>${unrollings.length === 0 ? 'not used' : unrollings.map(({ dimension, factor }) => html`<code>parfor ${dimension} in [0, ${Number(factor.toPrecision(6))})</code> `)}</td>
        <td>${numberMarkup(used, 'units')} of ${units} (${numberMarkup(used / units, 'share')})</td></tr>`,
    )}</tbody>
  </table></div>`;
}
