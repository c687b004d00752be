import { countText } from '../../base/number-text.ts';
import { parallelMarkup, parallelOverlay } from '../draw/parallel.ts';
import { isInRanges, type ParallelPlot, parallelPlot } from '../draw/parallel-plot.ts';
import { standingOut, standingOutNote } from '../sections/parameters-section.ts';
import { announce, byId, fill, onWidth, placeIn } from './dom.ts';
import type { PageState } from './page-state.ts';

/** Pixels from an axis within which a drag means it, and the least length of a range. */
const REACH = 34;
const DRAG = 4;
/** Below this width the axes scroll, or their names would overlap. */
const LEAST_WIDTH = 820;

/** The parallel axes: a drag on an axis chooses a range of it, a click takes the range away. */
export function startParallel(state: PageState): void {
  const box = byId('parallel');
  if (box === null) return;
  const { table } = state;
  const note = byId('parallel-note');
  let plot: ParallelPlot | undefined;

  const overlay = (): void => {
    if (plot === undefined) return;
    const shown = plot;
    const usual = standingOut(shown);
    const isNarrowed = state.isNarrowed();
    const picked = new Set(state.selected());
    const rows = isNarrowed ? shown.rows.filter((row) => picked.has(row)) : usual.rows;
    const strong = state.chosen;
    fill(box.querySelector('.overlay'), parallelOverlay(shown, rows, isNarrowed ? state.ranges : usual.ranges, strong));
    if (note !== null) {
      note.textContent = isNarrowed
        ? `chosen: ${countText(state.selected().length, 'design')}; `
        : standingOutNote(table, usual.rows.length);
    }
  };
  onWidth(box, (width) => {
    plot = parallelPlot(table, Math.max(LEAST_WIDTH, width));
    const { rows, ranges } = standingOut(plot);
    fill(box, parallelMarkup(plot, rows, ranges, table.best));
    overlay();
  });
  state.onChange(overlay);

  let drag: { readonly key: string; readonly y: number } | undefined;
  const axisNear = (x: number): ParallelPlot['axes'][number] | undefined =>
    plot?.axes.find((axis) => Math.abs(axis.x - x) <= REACH);
  const update = (): void => {
    const shown = plot;
    if (shown !== undefined) state.inRanges = (row) => isInRanges(shown, state.ranges, row);
    state.selectionChanged();
  };
  box.addEventListener('pointerdown', (event) => {
    const [x, y] = placeIn(box, event);
    const near = axisNear(x);
    if (event.button !== 0 || near === undefined) return;
    drag = { key: near.axis.variable.key, y };
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener('pointermove', (event) => {
    const [, y] = placeIn(box, event);
    const held = drag;
    const axis = plot?.axes.find((one) => one.axis.variable.key === held?.key)?.axis;
    if (held === undefined || axis === undefined || Math.abs(y - held.y) <= DRAG) return;
    const [a, b] = [axis.valueAt(held.y), axis.valueAt(y)];
    state.ranges.set(held.key, { from: Math.min(a, b), to: Math.max(a, b) });
    update();
  });
  box.addEventListener('pointerup', (event) => {
    const [, y] = placeIn(box, event);
    if (drag !== undefined && Math.abs(y - drag.y) <= DRAG && state.ranges.delete(drag.key)) update();
    if (drag !== undefined) announce(`${countText(state.selected().length, 'design')} chosen`);
    drag = undefined;
  });
  box.addEventListener('pointercancel', () => {
    drag = undefined;
  });
  box.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || state.ranges.size === 0) return;
    state.ranges.clear();
    update();
  });
}
