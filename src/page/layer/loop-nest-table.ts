import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../parts/markup.ts';
import { figure } from '../parts/number-markup.ts';
import type { ReportedLayer, ReportedRun } from '../parts/reported-run.ts';
import { swatch } from '../parts/stacked-bar.ts';
import { type LoopNest, loopNest, type NestLevel } from './loop-nest.ts';

/** The mapping of a layer: temporal loops with the memory of every operand beside them, then the loops on the array. */
export function loopNestTable(report: ReportedRun, { evaluation }: ReportedLayer): Markup {
  const nest = loopNest(evaluation);
  const cells = nest.operands.map(({ levels }) => cellsByRow(report, levels, nest.temporal.length));
  const rows = nest.temporal.length === 0 ? [undefined] : nest.temporal;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Loop nest"><table class="nest">
    <thead><tr><th scope="col">temporal loops, outermost first</th>${nest.operands.map(({ name }) => html`<th scope="col">${name} is kept in</th>`)}</tr></thead>
    <tbody>${rows.map(
      (loop, row) =>
        html`<tr><th scope="row">${
          loop === undefined
            ? 'none: all loops are on the array'
            : html`<code>${'  '.repeat(row)}for ${loop.dimension} in [0, ${loop.size})</code>`
        }</th>${cells.map((column) => column.get(row))}</tr>`,
    )}</tbody>
  </table></div>
  ${spatialTable(nest)}`;
}

/**
 * The cells of an operand's column, by the row at which they start. Levels without loops stand at the edge of the cell below them, or
 * of the lowest cell.
 */
function cellsByRow(report: ReportedRun, levels: readonly NestLevel[], rowCount: number): ReadonlyMap<number, Markup> {
  const cells = new Map<number, Markup>();
  let row = 0;
  let waiting: NestLevel[] = [];
  const lastUsed = levels.findLast(({ loops }) => loops > 0);
  for (const level of levels) {
    if (level.loops === 0) {
      waiting.push(level);
      continue;
    }
    const below = level === lastUsed ? levels.slice(levels.indexOf(level) + 1) : [];
    cells.set(
      row,
      html`<td rowspan="${level.loops}" class="${report.colourOf(level.memory)}">
        ${waiting.map(passedLevel)}${levelText(report, level)}${below.map(passedLevel)}</td>`,
    );
    waiting = [];
    row += level.loops;
  }
  if (rowCount === 0) cells.set(0, html`<td>${waiting.map(passedLevel)}</td>`);
  return cells;
}

function levelText(report: ReportedRun, level: NestLevel): Markup {
  const { memory, tileElements, tileBits, utilisation, isDoubleBuffered } = level;
  return html`<b>${swatch(report.colourOf(memory))}${memory}</b><small>${figure(tileElements, 'elements')}, ${figure(tileBits, 'bit')}: ${figure(utilisation, 'share')} of it${isDoubleBuffered ? ', double-buffered' : undefined}</small>`;
}

function passedLevel({ memory, tileBits, utilisation }: NestLevel): Markup {
  return html`<small class="passed"><b>${memory}</b> no loops; holds ${figure(tileBits, 'bit')}: ${figure(utilisation, 'share')}</small>`;
}

function spatialTable({ spatial }: LoopNest): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Spatial loops"><table class="nest spatial-loops">
    <thead><tr><th scope="col">array dimension</th><th scope="col">spatial loops, side by side</th><th scope="col">units in use</th></tr></thead>
    <tbody>${spatial.map(
      ({ arrayDimension, units, used, loops }) => html`<tr><th scope="row">${arrayDimension}</th>
        <td>${loops.length === 0 ? 'not used' : loops.map(({ dimension, factor }) => html`<code>parfor ${dimension} in [0, ${Number(factor.toPrecision(6))})</code> `)}</td>
        <td>${figure(used, 'units')} of ${units} (${figure(used / units, 'share')})</td></tr>`,
    )}</tbody>
  </table></div>`;
}
