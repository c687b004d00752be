import { countText } from '../../base/number-text.ts';
import { element } from '../../charts/drawing/svg.ts';
import { scatterCaption, scatterMarkup, scatterOverlay } from '../draw/scatter.ts';
import {
  nearestRow,
  placeOf,
  rowTowards,
  type ScatterOptions,
  type ScatterPlot,
  scatterPlot,
} from '../draw/scatter-plot.ts';
import { variablesOf } from '../draw/variable.ts';
import { colourKey, firstAxes } from '../sections/designs-section.ts';
import { announce, byId, elementOf, fill, onWidth, placeIn } from './dom.ts';
import type { PageState } from './page-state.ts';
import type { TooltipBox } from './tooltip-box.ts';

/** Pixels from a design within which a pointer means it, and that a pointer moves before it draws a frame. */
const REACH = 26;
const DRAG = 4;
/** Most designs that get a ring because they pass a filter. */
const MOST_RINGS = 500;
const NARROW = 640;

type Corner = readonly [x: number, y: number];

/** The scatter: menus of its axes, choice by pointer and keys, a frame that narrows the table. */
export function startScatter(state: PageState, tooltip: TooltipBox): void {
  const box = byId('scatter');
  if (box === null) return;
  const { table } = state;
  const variables = variablesOf(table);
  let options: Omit<ScatterOptions, 'width' | 'height'> = { ...firstAxes(table), showsSkipped: false, hasHints: false };
  let width = 0;
  let plot: ScatterPlot | undefined;
  /** Corners of the frame in pixels; kept in step with the plot. */
  let frame: readonly [Corner, Corner] | undefined;

  const drawOverlay = (): void => {
    if (plot === undefined) return;
    const shown = plot;
    const picked = state.isNarrowed() ? state.selected() : [];
    const rings = picked.length > MOST_RINGS ? [] : picked.filter((row) => shown.rows.includes(row));
    fill(box.querySelector('.overlay'), [
      ...rings.map((row) => {
        const [cx, cy] = placeOf(shown, row);
        return element('circle', { class: 'picked', cx, cy, r: 6.5 });
      }),
      ...(frame === undefined ? [] : [frameMarkup(frame)]),
      ...scatterOverlay(shown, state.chosen),
    ]);
  };
  const draw = (): void => {
    plot = scatterPlot(table, {
      ...options,
      width,
      height: width < NARROW ? 360 : Math.min(470, Math.round(width * 0.54)),
    });
    fill(box, scatterMarkup(plot, state.chosen));
    fill(byId('scatter-caption'), scatterCaption(plot));
    drawOverlay();
  };
  const setFrame = (corners: readonly [Corner, Corner] | undefined): void => {
    frame = corners;
    state.frame = plot === undefined || corners === undefined ? undefined : frameTest(plot, corners);
    drawOverlay();
  };
  const axesChanged = (change: Partial<typeof options>): void => {
    options = { ...options, ...change };
    if (frame !== undefined) {
      setFrame(undefined);
      state.selectionChanged();
    }
    draw();
  };

  onWidth(box, (newWidth) => {
    width = Math.max(280, newWidth);
    if (frame !== undefined) {
      setFrame(undefined);
      state.selectionChanged();
    }
    draw();
  });
  const across = elementOf('across', HTMLSelectElement);
  const up = elementOf('up', HTMLSelectElement);
  const colour = elementOf('colour', HTMLSelectElement);
  const skipped = elementOf('show-skipped', HTMLInputElement);
  across?.addEventListener('change', () => {
    const x = variables.find(({ key }) => key === across.value);
    if (x !== undefined) axesChanged({ x });
  });
  up?.addEventListener('change', () => {
    const y = variables.find(({ key }) => key === up.value);
    if (y !== undefined) axesChanged({ y });
  });
  colour?.addEventListener('change', () => {
    const parameter = colour.value === '' ? undefined : Number(colour.value);
    fill(byId('colour-key'), colourKey(table, parameter));
    axesChanged({ colour: parameter });
  });
  skipped?.addEventListener('change', () => axesChanged({ showsSkipped: skipped.checked }));

  let start: Corner | undefined;
  box.addEventListener('pointerdown', (event) => {
    if (event.button === 0) start = placeIn(box, event);
  });
  box.addEventListener('pointermove', (event) => {
    const place = placeIn(box, event);
    if (plot === undefined) return;
    if (start !== undefined && event.buttons === 1) {
      if (frame === undefined || Math.hypot(place[0] - start[0], place[1] - start[1]) > DRAG) {
        if (Math.hypot(place[0] - start[0], place[1] - start[1]) <= DRAG) return;
        box.setPointerCapture(event.pointerId);
        tooltip.hideNow();
        setFrame([start, place]);
      }
      return;
    }
    tooltip.show(nearestRow(plot, place[0], place[1], REACH), event.clientX, event.clientY);
  });
  box.addEventListener('pointerup', (event) => {
    const place = placeIn(box, event);
    if (start === undefined || plot === undefined) return;
    const isDrag = Math.hypot(place[0] - start[0], place[1] - start[1]) > DRAG;
    start = undefined;
    if (isDrag) {
      state.selectionChanged();
      announce(`${countText(state.selected().length, 'design')} in the frame`);
      return;
    }
    const row = nearestRow(plot, place[0], place[1], REACH);
    if (row >= 0) state.choose(row);
    else if (frame !== undefined) clear();
  });
  box.addEventListener('pointercancel', () => {
    start = undefined;
  });
  box.addEventListener('pointerleave', () => tooltip.hide());
  const clear = (): void => {
    setFrame(undefined);
    state.selectionChanged();
  };
  box.addEventListener('keydown', (event) => {
    if (plot === undefined) return;
    if (event.key === 'Escape' && frame !== undefined) clear();
    const next = rowOfKey(plot, state.chosen, event.key);
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) return;
    state.choose(next);
    const bounds = box.getBoundingClientRect();
    const [x, y] = placeOf(plot, next);
    tooltip.show(next, bounds.left + x, bounds.top + y);
  });
  box.addEventListener('blur', () => tooltip.hide());
  state.onChange((change) => {
    if (change === 'selection' && state.frame === undefined) frame = undefined;
    drawOverlay();
  });
}

/** Left and right walk along the line, up and down to the next design there. Undefined for other keys. */
function rowOfKey(plot: ScatterPlot, chosen: number, key: string): number | undefined {
  const { line } = plot;
  if (key === 'ArrowUp') return rowTowards(plot, chosen, 0, -1);
  if (key === 'ArrowDown') return rowTowards(plot, chosen, 0, 1);
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const direction = key === 'ArrowLeft' ? -1 : 1;
  const place = line.indexOf(chosen);
  if (place >= 0) return line[place + direction] ?? -1;
  if (line.length === 0) return rowTowards(plot, chosen, direction, 0);
  const x = plot.x.at(chosen);
  return (direction < 0 ? line.findLast((row) => plot.x.at(row) <= x) : line.find((row) => plot.x.at(row) >= x)) ?? -1;
}

function frameMarkup([[x0, y0], [x1, y1]]: readonly [Corner, Corner]) {
  return element('rect', {
    class: 'frame',
    x: Math.min(x0, x1),
    y: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
  });
}

function frameTest(plot: ScatterPlot, [[x0, y0], [x1, y1]]: readonly [Corner, Corner]): (row: number) => boolean {
  return (row) => {
    const [x, y] = placeOf(plot, row);
    return x >= Math.min(x0, x1) && x <= Math.max(x0, x1) && y >= Math.min(y0, y1) && y <= Math.max(y0, y1);
  };
}
