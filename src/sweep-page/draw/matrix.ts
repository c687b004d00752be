import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from '../../page/parts/markup.ts';
import { bestAcross } from '../data/along.ts';
import {
  EXCEEDING,
  freeParameters,
  mainQuantity,
  pointAt,
  positionAt,
  REFUSED,
  SKIPPED,
  type SweepTable,
  statusAt,
  valueAt,
  WITHIN,
} from '../data/sweep-table.ts';
import { tooltipText } from '../parts/tooltip.ts';
import { decimalText, figureText } from '../words/words.ts';

/** Most values of a parameter that is a row or a column, and of one that has a matrix for each. */
const MOST_VALUES = 24;
const MOST_MATRICES = 8;
/** Share of the cells that must hold a design, or a matrix is more holes than numbers. */
const LEAST_FILLED = 0.25;
/** Steps of the tint; the best has the strongest. */
const TONES = 10;
/** Tints end where a figure is this many times the best, or earlier where the worst is nearer. */
const MOST_TONE_RANGE = 8;
const LEAST_TONE_RANGE = 1.02;

/** Which parameters rows, columns and matrices stand for. */
export interface MatrixPlan {
  readonly down: number;
  readonly across: number;
  /** One matrix for each value of it. */
  readonly each: number | undefined;
  /** Whether a cell stands for the best of several designs. */
  readonly isBest: boolean;
}

/**
 * The two parameters that matter most, in the order of the sweep; with three, a matrix for each value of the third. Undefined where
 * the designs fill no grid.
 */
export function matrixPlan(table: SweepTable, bySensitivity: readonly number[]): MatrixPlan | undefined {
  const free = freeParameters(table);
  const size = (place: number): number => table.parameters[place]?.texts.length ?? 0;
  const ranked = [...bySensitivity, ...free.filter((place) => !bySensitivity.includes(place))].filter(
    (place) => size(place) <= MOST_VALUES,
  );
  const [first, second] = ranked.slice(0, 2).sort((a, b) => size(a) - size(b) || a - b);
  if (first === undefined || second === undefined) return undefined;
  const third = free.find((place) => place !== first && place !== second);
  const each = free.length === 3 && third !== undefined && size(third) <= MOST_MATRICES ? third : undefined;
  const plan = { down: first, across: second, each, isBest: free.length > (each === undefined ? 2 : 3) };
  const filled = bestAcross(table, first, second)
    .flat()
    .filter((row) => row >= 0).length;
  return filled >= LEAST_FILLED * size(first) * size(second) ? plan : undefined;
}

export function matrices(table: SweepTable, plan: MatrixPlan): Markup[] {
  const { each } = plan;
  if (each === undefined) return [matrix(table, plan, bestAcross(table, plan.down, plan.across), undefined)];
  const parameter = table.parameters[each];
  return (parameter?.texts ?? []).map((text, position) =>
    matrix(
      table,
      plan,
      bestAcross(table, plan.down, plan.across, (row) => positionAt(table, each, row) === position),
      `${parameter?.title ?? ''} ${text}`,
    ),
  );
}

function matrix(
  table: SweepTable,
  { down, across }: MatrixPlan,
  grid: readonly (readonly number[])[],
  caption: string | undefined,
): Markup {
  const [rows, columns] = [table.parameters[down], table.parameters[across]];
  const range = toneRange(table);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${mainQuantity(table).title} by ${rows?.title} and ${columns?.title}"><table class="matrix">
    ${caption === undefined ? undefined : html`<caption>${caption}</caption>`}
    <thead><tr><th scope="col">${rows?.title} <small>by ${columns?.title}</small></th>${columns?.texts.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
    <tbody>${grid.map((line, place) => html`<tr><th scope="row">${rows?.texts[place]}</th>${line.map((row) => cell(table, row, range))}</tr>`)}</tbody></table></div>`;
}

function cell(table: SweepTable, row: number, range: number): Markup {
  if (row < 0) return html`<td class="none"></td>`;
  const status = statusAt(table, row);
  const hint = tooltipText(table, row);
  if (status === REFUSED) return html`<td class="none" data-point="${pointAt(table, row)}" title="${hint}">–</td>`;
  const { place, scale } = mainQuantity(table);
  const value = valueAt(table, place, row);
  const isSkipped = status > EXCEEDING;
  const text = Number.isNaN(value) ? '?' : isSkipped ? '×' : threeDigits(value / scale.factor);
  const classes = [
    isSkipped ? 'none' : toneClass(table, value, range),
    status === EXCEEDING ? 'over' : '',
    table.front[row] === 1 ? 'front' : '',
    row === table.best ? 'best' : '',
  ];
  return html`<td class="${classes.filter((name) => name !== '').join(' ')}" data-point="${pointAt(table, row)}" title="${hint}">${text}</td>`;
}

/** How many times the best the worst design within the limits is. */
function toneRange(table: SweepTable): number {
  const { place, sign } = mainQuantity(table);
  const best = valueAt(table, place, table.best);
  let worst = 1;
  for (let row = 0; row < table.points.length; row++) {
    const ratio = (valueAt(table, place, row) / best) ** sign;
    if (statusAt(table, row) === WITHIN && ratio > worst) worst = ratio;
  }
  return Math.min(MOST_TONE_RANGE, Math.max(LEAST_TONE_RANGE, worst));
}

/** Strongest for the best within the limits, none from a multiple of it on. */
function toneClass(table: SweepTable, value: number, range: number): string {
  const { place, sign } = mainQuantity(table);
  const best = valueAt(table, place, table.best);
  const ratio = sign > 0 ? value / best : best / value;
  if (!(ratio > 0)) return 't0';
  return `t${Math.max(0, Math.min(TONES, Math.round(TONES * (1 - Math.log(ratio) / Math.log(range)))))}`;
}

function threeDigits(value: number): string {
  const whole = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  return decimalText(value, Math.min(4, Math.max(0, 3 - whole)));
}

/** What the marks of a matrix mean. */
export function matrixLegend(table: SweepTable, { isBest }: MatrixPlan): string {
  const { scale } = mainQuantity(table);
  const limits = table.limits.flatMap(({ quantity, kind, value }) => {
    const limited = table.quantities[quantity];
    return limited === undefined ? [] : [`${kind === 'at most' ? 'above' : 'below'} ${figureText(limited, value)}`];
  });
  const has = (status: number): boolean => table.status.includes(status);
  return [
    ...(scale.symbol === '' ? [] : [scale.symbol]),
    ...(isBest ? ['the best design with both values'] : []),
    ...(table.front.includes(1) ? ['underlined: on the front'] : []),
    ...(has(EXCEEDING) ? [`hatched: ${limits.length === 0 ? 'over a limit' : limits.join(' or ')}`] : []),
    ...(has(REFUSED) ? ['–: cannot be built'] : []),
    ...(has(SKIPPED) ? ['×: not searched, proven worse'] : []),
  ].join('; ');
}
