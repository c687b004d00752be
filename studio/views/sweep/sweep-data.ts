import { computed, effect, signal, untracked } from '@preact/signals';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { Parameter } from '../../../src/design-space/setting.ts';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import { isCosted, pointAt, type SweepTable, valueAt } from '../../../src/sweep-page/data/sweep-table.ts';
import { type Variable, variablesOf } from '../../../src/sweep-page/draw/variable.ts';
import { tableOfSweep } from '../../../src/sweep-page/make/table-of-sweep.ts';
import { designColumns, rankedRows, sortedRows } from '../../../src/sweep-page/parts/design-table.ts';
import { firstAxes, firstChoice } from '../../../src/sweep-page/sections/designs-section.ts';
import { type FilterResult, filterOf } from '../../../src/sweep-page/selection/filter.ts';
import { checkSweep } from '../../engine/sweep/sweep-client.ts';
import { inputsOf } from '../../state/project.ts';
import { project } from '../../store/project.ts';
import { chosenPoint, designs, sweepText } from '../../store/sweep/run-sweep.ts';
import { started } from '../../store/sweep/started-sweep.ts';

/* What the view of sweeps shows, made from the points that are there. */

/** The designs so far in columns; undefined before the first one with figures. */
export const table = computed((): SweepTable | undefined => {
  const sweep = started.value;
  if (sweep?.summary === undefined || !sweep.points.some(({ status }) => status === 'costed')) return undefined;
  const points = sweep.points.toSorted((a, b) => a.point - b.point);
  const pending = sweep.status === 'done' ? [] : pendingDesigns(sweep.summary.parameters);
  return tableOfSweep({ ...sweep.summary, points: [...points, ...pending] });
});

/** Whether designs are left to search. */
export const isPartial = computed(() => started.value?.status !== 'done');

/** Designs not searched yet that have every value between them, so that colours are the same from the first point on. */
function pendingDesigns(swept: readonly Parameter[]): DesignPoint[] {
  const first = Object.fromEntries(swept.map(({ name, values }) => [name, values[0] ?? null]));
  return swept.flatMap(({ name, values }) =>
    values.map(
      (value) => ({ point: -1, settings: { ...first, [name]: value }, status: 'skipped', bounds: {} }) as const,
    ),
  );
}

/** Columns of the table that are not shown. */
export const hiddenColumns = signal<ReadonlySet<string>>(new Set());

/** Row of the design that is looked at; −1 where there is none. */
export const chosenRow = computed(() => {
  const shown = table.value;
  if (shown === undefined) return -1;
  const row = chosenPoint.value === undefined ? -1 : shown.points.indexOf(chosenPoint.value);
  return row >= 0 ? row : firstChoice(shown);
});

/** Row under the pointer in the table. */
export const litRow = signal<number | undefined>(undefined);

export function choose(row: number): void {
  const shown = table.peek();
  if (shown !== undefined && row >= 0) chosenPoint.value = pointAt(shown, row);
}

const wantedAcross = signal<string | undefined>(undefined);
const wantedUp = signal<string | undefined>(undefined);

/** What the axes can stand for. */
export const variables = computed(() => (table.value === undefined ? [] : variablesOf(table.value)));

/** Axes and colours of the scatter. */
export const axes = computed(() => {
  const shown = table.value;
  if (shown === undefined) return undefined;
  const first = firstAxes(shown);
  const find = (key: string | undefined, usual: Variable): Variable =>
    variables.value.find((variable) => variable.key === key) ?? usual;
  return { x: find(wantedAcross.value, first.x), y: find(wantedUp.value, first.y), colour: first.colour };
});

export function setAxis(direction: 'x' | 'y', key: string): void {
  frame.value = undefined;
  if (direction === 'x') wantedAcross.value = key;
  else wantedUp.value = key;
}

/** A part of the plane: designs in it are in the table. In values of the axes, so that it stays where it is while the cloud grows. */
export interface Frame {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}
export const frame = signal<Frame | undefined>(undefined);

/** How the table is sorted; by the best first if undefined. */
export const order = signal<{ readonly key: string; readonly direction: 1 | -1 } | undefined>(undefined);

/** A condition on designs, such as `array >= 32 and area < 3`. */
export const filterText = signal('');
const filter = computed((): FilterResult => {
  const shown = table.value;
  return shown === undefined ? { test: () => true } : filterOf(shown, filterText.value);
});
/** What is wrong with the condition. */
export const filterError = computed(() => ('error' in filter.value ? filter.value.error : undefined));

/** Most rows that the table shows. */
export const MOST_ROWS = 300;

/** Designs with figures in the frame, in the order of the table. */
export const rows = computed((): readonly number[] => {
  const shown = table.value;
  const plane = axes.value;
  if (shown === undefined || plane === undefined) return [];
  const box = frame.value;
  const passes = 'test' in filter.value ? filter.value.test : () => true;
  const inside = rankedRows(shown).filter(
    (row) =>
      passes(row) && (box === undefined || (isInside(plane.x.at(row), box.x) && isInside(plane.y.at(row), box.y))),
  );
  const wanted = order.value;
  const column = designColumns(shown).find(({ key }) => key === wanted?.key);
  return column === undefined || wanted === undefined ? inside : sortedRows(inside, column.at, wanted.direction);
});

function isInside(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

/** Values of a design that has figures. */
export function figureAt(shown: SweepTable, name: string, row: number): number {
  const place = shown.quantities.findIndex((quantity) => quantity.name === name);
  return isCosted(shown, row) ? valueAt(shown, place, row) : Number.NaN;
}

/** What the engine says of the sweep file before it is run. */
export const findings = signal<readonly Diagnostic[]>([]);

/** A pause in changes of the plan after which it is checked. */
const PAUSE_MS = 300;
let timer: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const text = sweepText.value;
  const now = project.value;
  const isEmpty = designs.value === 0;
  untracked(() => {
    clearTimeout(timer);
    if (isEmpty) {
      findings.value = [];
      return;
    }
    timer = setTimeout(() => {
      checkSweep({ text, inputs: inputsOf(now) }).then(
        (checked) => {
          if (text === sweepText.peek()) findings.value = checked.findings;
        },
        () => {},
      );
    }, PAUSE_MS);
  });
});
