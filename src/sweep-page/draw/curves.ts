import { element, group, type Markup, textAt } from '../../charts/drawing/svg.ts';
import { shortened, textWidth } from '../../charts/drawing/text-width.ts';
import type { Sensitivities } from '../answer/sensitivity.ts';
import { rowsAcross } from '../data/along.ts';
import {
  EXCEEDING,
  isCosted,
  mainQuantity,
  positionAt,
  type SweepTable,
  statusAt,
  valueAt,
} from '../data/sweep-table.ts';
import { tooltipText } from '../parts/tooltip.ts';
import { type Axis, axisOf } from './axis.ts';
import { colourClass } from './colour-steps.ts';
import { coordinates } from './scatter-dots.ts';
import { parameterVariable, quantityVariable } from './variable.ts';

/** Curves of the quantity that decides over one parameter. */
export interface CurveChart {
  readonly parameter: number;
  /** Parameter of which every value has a line; undefined with one line only. */
  readonly other: number | undefined;
  readonly lines: readonly CurveLine[];
}

interface CurveLine {
  /** Place of the value of the other parameter. */
  readonly position: number;
  readonly rows: readonly number[];
  /** Whether the design in question is on it. */
  readonly isOwn: boolean;
}

/** Most charts, and most lines of one. */
const MOST_CHARTS = 6;
const MOST_LINES = 12;
/** Lines are cut at this multiple of the design in question, or they would flatten what is near it. */
const CUT = 5;
/** Share of the width that the name of a line may take. */
const LONGEST_NAME = 0.3;
const HEIGHT = 250;
const [LEFT, TOP, BOTTOM] = [44, 10, 216];

/** Curves through a design over each parameter, the most sensitive last changed: its other lines are those of the most sensitive other. */
export function curveCharts(table: SweepTable, { kind, list }: Sensitivities, from: number): CurveChart[] {
  const order = list.map(({ parameter }) => parameter);
  return list.slice(0, MOST_CHARTS).flatMap(({ parameter, rows }) => {
    const other = kind === 'alone' ? order.find((candidate) => candidate !== parameter) : undefined;
    const lines =
      other === undefined
        ? [
            {
              position: 0,
              rows: kind === 'alone' ? costedRows(table, rowsAcross(table, from, parameter, parameter), 0) : rows,
              isOwn: true,
            },
          ]
        : linesOf(table, from, parameter, other);
    return lines.some(({ rows }) => rows.length > 1) ? [{ parameter, other, lines }] : [];
  });
}

function linesOf(table: SweepTable, from: number, parameter: number, other: number): CurveLine[] {
  const grid = rowsAcross(table, from, parameter, other);
  const own = positionAt(table, other, from);
  const count = table.parameters[other]?.texts.length ?? 0;
  const every = Math.max(1, Math.ceil(count / MOST_LINES));
  return Array.from({ length: count }, (_, position) => position)
    .filter((position) => position === own || position % every === 0)
    .map((position) => ({ position, rows: costedRows(table, grid, position), isOwn: position === own }))
    .filter(({ rows }) => rows.length > 0);
}

function costedRows(table: SweepTable, grid: readonly (readonly number[])[], column: number): number[] {
  return grid.map((line) => line[column] ?? -1).filter((row) => row >= 0 && isCosted(table, row));
}

/** A chart of curves as SVG; `id` must differ between charts of a page. */
export function curveMarkup(
  table: SweepTable,
  { parameter, other, lines }: CurveChart,
  from: number,
  width: number,
): Markup {
  const main = mainQuantity(table);
  const own = lines.find(({ isOwn }) => isOwn);
  const names = lines.map(({ position }) => shortened(lineName(table, other, position), width * LONGEST_NAME, 12));
  const variable = parameterVariable(table, parameter);
  const { numbers, texts = [] } = table.parameters[parameter] ?? {};
  const ends = [numbers?.[0] ?? 0, numbers?.at(-1) ?? texts.length - 1];
  const lastTick = textWidth(variable.tickText(ends[1] ?? 0), 12) / 2 - 8;
  const right = width - 12 - Math.max(12, lastTick, ...names.map((name) => textWidth(name, 12)));
  const at = (row: number): number => valueAt(table, main.place, row);
  // Names are wider than numbers, and stand below their point.
  const widest = Math.max(...(numbers === undefined ? texts.map((text) => textWidth(text, 12)) : [0]));
  const padding = Math.min(0.3, Math.max(0, widest / 2 - 24) / (right - LEFT));
  const x = axisOf(variable, ends, LEFT, right, { padding, room: 40 });
  const values = lines.flatMap(({ rows }) => rows.map(at));
  const ownMost = Math.max(...(own?.rows.map(at) ?? []).filter(Number.isFinite));
  const y = axisOf(quantityVariable(table, main.place), values, BOTTOM, TOP, {
    most:
      main.sign > 0 && at(from) > 0
        ? Math.max(CUT * at(from), Math.min(ownMost, 2 * CUT * at(from)))
        : Number.POSITIVE_INFINITY,
    padding: 0.06,
  });
  const frame = `curve-${parameter}`;
  const title = shortened(table.parameters[parameter]?.title ?? '', width * 0.8, 12);
  const nameHeights = labelPlaces(lines, (row) => y.at(at(row)), own);
  return element(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${width} ${HEIGHT}`,
      width,
      height: HEIGHT,
      role: 'img',
      'aria-label': `${main.title} over ${title}`,
      'font-size': 12,
    },
    element(
      'clipPath',
      { id: frame },
      element('rect', { x: LEFT - 5, y: TOP - 4, width: right - LEFT + 10, height: BOTTOM - TOP + 8 }),
    ),
    ...gridOf(x, y, right, title),
    group({ 'clip-path': `url(#${frame})` }, [
      ...lines.filter((line) => line !== own).map((line) => curve(table, line, other, x, y, at)),
      ...(own === undefined ? [] : [curve(table, own, other, x, y, at), ...points(table, own, other, x, y, at)]),
    ]),
    ...lines.flatMap((line, index) => {
      const place = nameHeights.get(line);
      return place === undefined || other === undefined
        ? []
        : [textAt(right + 8, place + 4, names[index] ?? '', { class: line.isOwn ? 'halo strong' : 'halo lab' })];
    }),
    ...(own?.rows.includes(from)
      ? [element('circle', { class: 'ring', cx: x.at(x.variable.at(from)), cy: y.at(at(from)), r: 7 })]
      : []),
  );
}

function gridOf(x: Axis, y: Axis, right: number, title: string): Markup[] {
  const shown = x.ticks.filter((_, index) => index === 0 || index === x.ticks.length - 1 || isRoomy(x, index));
  return [
    element('path', {
      class: 'grid',
      d: y.ticks.map(({ value }) => `M${LEFT},${y.at(value).toFixed(1)}H${right.toFixed(1)}`).join(''),
    }),
    element('path', { class: 'axis', d: `M${LEFT},${BOTTOM}H${right.toFixed(1)}` }),
    ...y.ticks.map(({ value, text }) =>
      textAt(LEFT - 8, y.at(value) + 4, text, { class: 'lab', 'text-anchor': 'end' }),
    ),
    ...shown.map(({ value, text }) =>
      textAt(x.at(value), BOTTOM + 16, text, { class: 'lab', 'text-anchor': 'middle' }),
    ),
    textAt((LEFT + right) / 2, BOTTOM + 31, title, { class: 'lab', 'text-anchor': 'middle' }),
  ];
}

/** Whether a tick touches neither neighbour; of crowded ones every second is left out. */
function isRoomy({ ticks, at }: Axis, index: number): boolean {
  const needed = Math.max(...ticks.map(({ text }) => textWidth(text, 12))) + 8;
  const step = Math.abs(at(ticks[1]?.value ?? 0) - at(ticks[0]?.value ?? 0)) || needed;
  const smallestStep = Math.min(
    step,
    ...ticks.slice(1).map(({ value }, place) => Math.abs(at(value) - at(ticks[place]?.value ?? 0))),
  );
  const every = Math.max(1, Math.ceil(needed / smallestStep));
  return index % every === 0 && (ticks.length - 1 - index) * smallestStep >= needed;
}

type At = (row: number) => number;

function curve(table: SweepTable, line: CurveLine, other: number | undefined, x: Axis, y: Axis, at: At): Markup {
  const isOrdered = table.parameters[Number(x.variable.key.slice(1))]?.numbers !== undefined;
  const places = line.rows.map((row) => coordinates(x.at(x.variable.at(row)), y.at(at(row))));
  return element('path', {
    class: `curve ${line.isOwn ? 'own' : ''} ${isOrdered ? '' : 'unordered'} ${colourClass(table, other, line.position)}`,
    d: `M${places.join('L')}`,
  });
}

function points(table: SweepTable, line: CurveLine, other: number | undefined, x: Axis, y: Axis, at: At): Markup[] {
  return line.rows.map((row) =>
    element(
      'circle',
      {
        class: `curve-dot ${statusAt(table, row) === EXCEEDING ? 'beyond-dot' : ''} ${colourClass(table, other, line.position)}`,
        cx: x.at(x.variable.at(row)),
        cy: y.at(at(row)),
        r: 3,
      },
      element('title', {}, tooltipText(table, row)),
    ),
  );
}

function lineName(table: SweepTable, other: number | undefined, position: number): string {
  return other === undefined ? '' : (table.parameters[other]?.texts[position] ?? '');
}

/** Heights of the names of lines at their ends; where two would touch, that of the own line stays. */
function labelPlaces(lines: readonly CurveLine[], heightOf: At, own: CurveLine | undefined): Map<CurveLine, number> {
  const places = new Map<CurveLine, number>();
  const inOrder = own === undefined ? lines : [own, ...lines.filter((line) => line !== own).reverse()];
  for (const line of inOrder) {
    const height = heightOf(line.rows.at(-1) ?? -1);
    if (!(height >= TOP && height <= BOTTOM + 4)) continue;
    if ([...places.values()].every((taken) => Math.abs(taken - height) >= 13)) places.set(line, height);
  }
  return places;
}
