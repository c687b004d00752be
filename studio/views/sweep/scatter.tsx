import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SweepTable } from '../../../src/sweep-page/data/sweep-table.ts';
import { scatterCaption, scatterMarkup } from '../../../src/sweep-page/draw/scatter.ts';
import {
  nearestRow,
  placeOf,
  rowTowards,
  type ScatterPlot,
  scatterPlot,
} from '../../../src/sweep-page/draw/scatter-plot.ts';
import type { Variable } from '../../../src/sweep-page/draw/variable.ts';
import { Drawing } from '../../parts/drawing.tsx';
import { isOfProject } from '../../store/sweep/run-sweep.ts';
import { compareDesign, explainDesign, loadRow } from './design-actions.ts';
import { choose, chosenRow, frame, litRow } from './sweep-data.ts';
import { pointAtDesign, pointed, Tooltip } from './tooltip.tsx';

/** Pixels from a design within which a pointer means it, and that a pointer moves before it draws a frame. */
const REACH = 26;
const DRAG = 4;
const HEIGHT = 396;

type Corner = readonly [x: number, y: number];

/** The designs of a sweep: click chooses, a drag frames, arrow keys walk along the front. */
export function Scatter(props: {
  readonly table: SweepTable;
  readonly x: Variable;
  readonly y: Variable;
  readonly colour: number | undefined;
}): JSX.Element {
  const { table, x, y, colour } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const start = useRef<Corner | undefined>(undefined);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      width.value = Math.max(280, Math.floor(element.clientWidth));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const size = width.value;
  const plot = useMemo(
    () =>
      size === 0
        ? undefined
        : scatterPlot(table, { x, y, colour, width: size, height: HEIGHT, showsSkipped: false, hasHints: false }),
    [table, x.key, y.key, colour, size],
  );
  const markup = useMemo(() => (plot === undefined ? undefined : scatterMarkup(plot, -1)), [plot]);

  const cornerOf = (event: MouseEvent): Corner => {
    const { left, top } = box.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return [event.clientX - left, event.clientY - top];
  };
  const isDrag = (from: Corner, to: Corner): boolean => Math.hypot(to[0] - from[0], to[1] - from[1]) > DRAG;
  const setFrame = (from: Corner, to: Corner): void => {
    if (plot === undefined) return;
    const range = (a: number, b: number): readonly [number, number] => [Math.min(a, b), Math.max(a, b)];
    frame.value = {
      x: range(plot.across.valueAt(from[0]), plot.across.valueAt(to[0])),
      y: range(plot.up.valueAt(from[1]), plot.up.valueAt(to[1])),
    };
  };
  const showTip = (row: number, isAtOnce = false): void => {
    if (plot === undefined || row < 0) {
      pointAtDesign(undefined);
      return;
    }
    const { left, top } = box.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const [px, py] = placeOf(plot, row);
    pointAtDesign({ row, x: left + px, y: top + py }, isAtOnce);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing, not a group of form fields */}
      <div
        ref={box}
        class="scatter"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk along the front
        tabIndex={0}
        role="group"
        aria-label="Scatter of designs. Left and right walk along the front, up and down to the next design there, Enter loads it."
        onPointerDown={(event) => {
          if (event.button === 0) start.current = cornerOf(event);
        }}
        onPointerMove={(event) => {
          const place = cornerOf(event);
          if (start.current !== undefined && event.buttons === 1) {
            if (!isDrag(start.current, place)) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            pointAtDesign(undefined);
            setFrame(start.current, place);
          } else if (plot !== undefined) showTip(nearestRow(plot, place[0], place[1], REACH));
        }}
        onPointerUp={(event) => {
          const place = cornerOf(event);
          const from = start.current;
          start.current = undefined;
          if (from === undefined || plot === undefined || isDrag(from, place)) return;
          const row = nearestRow(plot, place[0], place[1], REACH);
          if (row >= 0) choose(row);
          else frame.value = undefined;
        }}
        onPointerCancel={() => {
          start.current = undefined;
        }}
        onPointerLeave={() => showTip(-1)}
        onBlur={() => showTip(-1)}
        onDblClick={() => void loadRow(table, chosenRow.peek())}
        onKeyDown={(event) => {
          if (plot === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          if (onKey(event.key, table, plot)) {
            event.preventDefault();
            if (event.key.startsWith('Arrow')) showTip(chosenRow.peek(), true);
          }
        }}
      >
        {markup === undefined ? null : <Drawing markup={markup} />}
        {plot === undefined ? null : <Overlay plot={plot} />}
      </div>
      {plot === undefined ? null : <Drawing class={isOfProject.value ? '' : 'old'} markup={scatterCaption(plot)} />}
      <Tooltip table={table} />
    </>
  );
}

/** The frame and the chosen design. */
function Overlay({ plot }: { readonly plot: ScatterPlot }): JSX.Element {
  const chosen = chosenRow.value;
  const box = frame.value;
  const at = box && {
    x: [plot.across.at(box.x[0]), plot.across.at(box.x[1])] as const,
    y: [plot.up.at(box.y[0]), plot.up.at(box.y[1])] as const,
  };
  const place = plot.rows.includes(chosen) ? placeOf(plot, chosen) : undefined;
  const under = pointed.value?.row ?? litRow.value;
  const hinted = under !== undefined && plot.rows.includes(under) ? placeOf(plot, under) : undefined;
  return (
    <svg class="overlay" width={plot.width} height={plot.height} aria-hidden="true">
      {at === undefined ? null : (
        <rect
          class="frame"
          x={Math.min(...at.x)}
          y={Math.min(...at.y)}
          width={Math.abs(at.x[1] - at.x[0])}
          height={Math.abs(at.y[1] - at.y[0])}
        />
      )}
      {hinted === undefined ? null : <circle class="picked" cx={hinted[0]} cy={hinted[1]} r={6.5} />}
      {place === undefined ? null : <circle class="ring" cx={place[0]} cy={place[1]} r={8} />}
    </svg>
  );
}

/** Whether the key means something here. */
function onKey(key: string, table: SweepTable, plot: ScatterPlot): boolean {
  const chosen = chosenRow.peek();
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown':
      choose(rowTowards(plot, chosen, 0, key === 'ArrowUp' ? -1 : 1));
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      choose(nextOnLine(plot, chosen, key === 'ArrowLeft' ? -1 : 1));
      return true;
    case 'Enter':
      void loadRow(table, chosen);
      return true;
    case 'c':
      void compareDesign(table, chosen);
      return true;
    case 'e':
      void explainDesign(table, chosen);
      return true;
    case 'Escape':
      frame.value = undefined;
      pointAtDesign(undefined);
      return true;
    default:
      return false;
  }
}

/** The next design of the front; from elsewhere the nearest one on that side. */
function nextOnLine(plot: ScatterPlot, chosen: number, direction: 1 | -1): number {
  const { line } = plot;
  const place = line.indexOf(chosen);
  if (place >= 0) return line[place + direction] ?? -1;
  const x = plot.x.at(chosen);
  const found = direction < 0 ? line.findLast((row) => plot.x.at(row) <= x) : line.find((row) => plot.x.at(row) >= x);
  return found ?? -1;
}
