import { groupedText } from '../../base/number-text.ts';
import { placeLabels } from '../../charts/drawing/place-labels.ts';
import { element, group, type Markup, textAt } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import { grouped } from '../data/grouped.ts';
import { type PageLimit, pointAt, positionAt, type SweepTable, secondQuantity } from '../data/sweep-table.ts';

import { labelOf } from '../words/labels.ts';
import { figureText } from '../words/words.ts';
import { rowColour } from './colour-steps.ts';
import { coordinates, crosses, dots } from './scatter-dots.ts';
import { isBeyond, placeOf, type ScatterPlot } from './scatter-plot.ts';

const FONT_SIZE = 12;
/** Labels on the line besides that of the best design. */
const MOST_LABELS = 6;
/** Pixels that the text of a limit takes. */
const LIMIT_ROOM = 90;
/** Number of designs from which on dots are smaller, and smaller still. */
const SMALL_FROM = 1500;
const TINY_FROM = 6000;
/** Characters of a name that finds room in the plane. */
const LONGEST_LABEL = 30;

/** The scatter as SVG. What changes with the choice is in the group `overlay`. */
export function scatterMarkup(plot: ScatterPlot, chosen: number): Markup {
  const { table, width, height, x, y, rows, line, colour } = plot;
  const onLine = new Set(line);
  const others = rows.filter((row) => !onLine.has(row));
  const within = others.filter((row) => !isBeyond(plot, row));
  return element(
    'svg',
    {
      class: `chart ${dotSize(rows.length)}`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${y.title} over ${x.title}, ${groupedText(String(rows.length))} designs; the table has the numbers`,
      'font-size': FONT_SIZE,
    },
    hatchPattern(),
    ...density(plot),
    ...limitAreas(plot),
    ...grid(plot),
    ...crosses(plot),
    dots(
      plot,
      others.filter((row) => isBeyond(plot, row)),
      'hollow',
      () => '',
    ),
    ...byColour(plot, within),
    ...frontLine(plot),
    group({ class: 'on-line' }, [
      dots(plot, line, 'front-dot', (row) => rowColour(table, colour, row), rows.length > TINY_FROM ? 3 : 4.5),
    ]),
    ...labels(plot),
    ...axisTitles(plot),
    group({ class: 'overlay' }, scatterOverlay(plot, chosen)),
  );
}

/** The ring around the chosen design. */
export function scatterOverlay(plot: ScatterPlot, chosen: number): Markup[] {
  if (!plot.rows.includes(chosen)) return [];
  const [cx, cy] = placeOf(plot, chosen);
  return [element('circle', { class: 'ring', cx, cy, r: 8 })];
}

/** Class that makes the dots of a large cloud smaller, so that it keeps its shape. */
function dotSize(count: number): string {
  return count > TINY_FROM ? 'tiny-dots' : count > SMALL_FROM ? 'small-dots' : '';
}

function byColour(plot: ScatterPlot, rows: readonly number[]): Markup[] {
  const { table, colour } = plot;
  const groups = grouped(rows, (row) => rowColour(table, colour, row));
  return [...groups].map(([name, members]) => dots(plot, members, 'inner-dot', () => name, 3.5));
}

export function hatchPattern(): Markup {
  return element(
    'pattern',
    { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('path', { class: 'hatch', d: 'M0,0V6' }),
  );
}

/** Where not all designs are drawn: how many each cell holds, as a tint behind the dots. */
function density({ table, across, up, x, y, left, right, top, bottom }: ScatterPlot): Markup[] {
  const { thinning, objectives } = table;
  if (thinning === undefined || x.quantity !== secondQuantity(table) || y.quantity !== objectives[0]) return [];
  const known = (axis: typeof across): readonly [number, number] => {
    const values = (table.values[axis.variable.quantity ?? 0] ?? new Float64Array()).filter(
      (value) => !Number.isNaN(value),
    );
    return [
      axis.at(values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)),
      axis.at(values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)),
    ];
  };
  const [[x0, x1], [y0, y1]] = [known(across), known(up)];
  const [wide, high] = [(x1 - x0) / thinning.columns, (y1 - y0) / thinning.rows];
  const strength = (count: number): number => Math.min(3, Math.floor(Math.log10(count)));
  return [...grouped(thinning.cells, ({ count }) => strength(count))].map(([step, cells]) =>
    element('path', {
      class: `density d${step}`,
      d: cells
        .map(({ x, y }) => [x0 + x * (x1 - x0), y0 + y * (y1 - y0)] as const)
        .filter(([cx, cy]) => cx >= left && cx <= right && cy >= top && cy <= bottom)
        .map(([cx, cy]) => `M${coordinates(cx, cy)}h${wide.toFixed(1)}v${high.toFixed(1)}h${(-wide).toFixed(1)}z`)
        .join(''),
    }),
  );
}

function limitAreas(plot: ScatterPlot): Markup[] {
  const { across, up, left, right, top, bottom, x, y, table } = plot;
  const areas: Markup[] = [];
  for (const limit of plot.limitsAcross) {
    const at = Math.min(right, Math.max(left, across.at(limit.value)));
    const isRight = limit.kind === 'at most';
    const isEnd = isRight ? at - left > LIMIT_ROOM : right - at < LIMIT_ROOM;
    if (isRight ? at >= right : at <= left) continue;
    areas.push(
      element('rect', {
        class: 'beyond',
        x: isRight ? at : left,
        y: top,
        width: isRight ? right - at : at - left,
        height: bottom - top,
      }),
      element('path', { class: 'limit', d: `M${coordinates(at, top)}V${bottom}` }),
      textAt(at + (isEnd ? -5 : 5), top - 7, limitText(limit, table.quantities[x.quantity ?? 0]), {
        class: 'lab',
        'text-anchor': isEnd ? 'end' : 'start',
      }),
    );
  }
  for (const limit of plot.limitsUp) {
    const at = Math.min(bottom, Math.max(top, up.at(limit.value)));
    const isAbove = limit.kind === 'at most';
    if (isAbove ? at <= top : at >= bottom) continue;
    areas.push(
      element('rect', {
        class: 'beyond',
        x: left,
        y: isAbove ? top : at,
        width: right - left,
        height: isAbove ? at - top : bottom - at,
      }),
      element('path', { class: 'limit', d: `M${coordinates(left, at)}H${right}` }),
      textAt(right - 5, at + (isAbove ? 14 : -5), limitText(limit, table.quantities[y.quantity ?? 0]), {
        class: 'lab halo',
        'text-anchor': 'end',
      }),
    );
  }
  return areas;
}

function limitText({ value }: PageLimit, quantity: ScatterPlot['table']['quantities'][number] | undefined): string {
  return quantity === undefined ? 'limit' : `limit ${figureText(quantity, value)}`;
}

function grid({ across, up, left, right, top, bottom }: ScatterPlot): Markup[] {
  const lines = [
    ...across.ticks.map(({ value }) => `M${coordinates(across.at(value), top)}V${bottom}`),
    ...up.ticks.map(({ value }) => `M${coordinates(left, up.at(value))}H${right}`),
  ];
  return [
    element('path', { class: 'grid', d: lines.join('') }),
    element('path', { class: 'axis', d: `M${left},${bottom}H${right}` }),
    ...across.ticks.map(({ value, text }) =>
      textAt(across.at(value), bottom + 17, text, { class: 'lab', 'text-anchor': 'middle' }),
    ),
    ...up.ticks.map(({ value, text }) =>
      textAt(left - 8, up.at(value) + 4, text, { class: 'lab', 'text-anchor': 'end' }),
    ),
  ];
}

function axisTitles({ x, y, left, right, top, bottom }: ScatterPlot): Markup[] {
  return [
    textAt((left + right) / 2, bottom + 37, x.heading, { class: 'lab', 'text-anchor': 'middle' }),
    element(
      'text',
      { class: 'lab', 'text-anchor': 'middle', transform: `translate(12,${(top + bottom) / 2}) rotate(-90)` },
      y.heading,
    ),
  ];
}

/** The staircase between what the front reaches and what it does not. */
function frontLine(plot: ScatterPlot): Markup[] {
  const { line, x, y, left, top, bottom, across, limitsAcross } = plot;
  if (line.length === 0) return [];
  const places = line.map((row) => placeOf(plot, row));
  const limit = limitsAcross.find(({ kind }) => kind === 'at most');
  const right = Math.min(plot.right, limit === undefined ? plot.right : across.at(limit.value));
  const worst = y.sign > 0 ? top : bottom;
  const [first = [0, 0], ...rest] = places;
  const d =
    x.sign > 0
      ? `M${coordinates(first[0], worst)}V${first[1].toFixed(1)}${rest.map(([px, py]) => `H${px.toFixed(1)}V${py.toFixed(1)}`).join('')}H${right.toFixed(1)}`
      : `M${coordinates(left, first[1])}H${first[0].toFixed(1)}${rest.map(([px, py]) => `V${py.toFixed(1)}H${px.toFixed(1)}`).join('')}V${worst}`;
  return [element('path', { class: 'front-line', d })];
}

/** Names of the best design and of some on the line: the last of each colour. */
function labels(plot: ScatterPlot): Markup[] {
  const { table, line, rows, left, right, top, bottom, colour } = plot;
  const lastOfColour = new Map(line.map((row) => [colour === undefined ? row : positionAt(table, colour, row), row]));
  const candidates = [...lastOfColour.values()].filter((row) => row !== table.best);
  const every = Math.max(1, Math.ceil(candidates.length / MOST_LABELS));
  const named = candidates.filter((_, index) => index % every === 0);
  const labelled = [
    ...(rows.includes(table.best) ? [{ row: table.best, text: `best: ${shortLabel(table, table.best)}` }] : []),
    ...named.map((row) => ({ row, text: shortLabel(table, row) })),
  ];
  const dotsBeside = [...line, ...rows.slice(0, 2000)].map((row) => {
    const [px, py] = placeOf(plot, row);
    return { x: px, y: py, radius: 5 };
  });
  const placed = placeLabels(
    labelled.map(({ row, text }) => {
      const [px, py] = placeOf(plot, row);
      return { x: px, y: py, radius: row === table.best ? 9 : 6, text, essential: row === table.best };
    }),
    dotsBeside,
    { left: left + 2, right: right - 2, top: top + 2, bottom: bottom - 2 },
    FONT_SIZE,
  );
  return placed.map(({ x, y, text }) =>
    textAt(x, y, text, { class: text.startsWith('best: ') ? 'halo strong' : 'halo lab' }),
  );
}

/** The name of a design, or its number where the name would cover the designs around it. */
function shortLabel(table: SweepTable, row: number): string {
  const label = labelOf(table, row);
  return label.length <= LONGEST_LABEL ? label : `design ${pointAt(table, row)}`;
}

/** What the line is, and what is not drawn. */
export function scatterCaption({ line, unknown, rows, x, y, table }: ScatterPlot): Markup {
  const count = (number: number): string => groupedText(String(number));
  const drawn =
    table.thinning === undefined
      ? undefined
      : html` ${count(rows.length)} of ${count(table.thinning.costed)} drawn; all are in points.parquet.`;
  return html`<p class="caption">${line.length > 1 ? `The line joins the ${count(line.length)} designs that no other beats in both. ` : line.length === 1 ? 'One design beats all others in both. ' : ''}
    ${unknown > 0 ? ` ${count(unknown)} ${unknown === 1 ? 'design is' : 'designs are'} not drawn: ${unknown === 1 ? 'its' : 'their'} ${x.title} or ${y.title} is unknown. ` : ''}
    ${drawn}<span data-needs-script hidden> Drag a frame to choose designs; arrow keys walk along the line.</span></p>`;
}
