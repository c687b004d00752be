import { effect, signal } from '@preact/signals';
import type { Totals } from '../engine/result/design-result.ts';
import {
  type FileKind,
  type Inputs,
  inputsOf,
  type Project,
  type Slider,
  sameFile,
  sameRun,
  withText,
} from '../state/project.ts';
import { kindOf } from '../text/number-kind.ts';
import { numberAt, withNumbers } from '../text/numbers.ts';
import { powersOf } from '../text/slider-values.ts';
import { project } from './project.ts';
import { explored, explorer, knownResult, lastFound, status } from './search.ts';
import { texts } from './texts.ts';

/*
 * The curve over a slider: what other values give, all else kept. Points come from searches made for other reasons, and from
 * searches in idle time, which any edit ends.
 */

export interface CurvePoint {
  readonly value: number;
  /** Undefined where the value gives no result. */
  readonly totals: Totals | undefined;
}

/** Points of every slider, by its place in the project; they belong to the project on screen. */
export const curves = signal<readonly (readonly CurvePoint[])[]>([]);

/** What a curve shows: latency for widths and arrays, else what the searches minimise. */
export function curveQuantity(
  { paths }: Slider,
  { run }: Pick<Inputs, 'run'>,
): keyof Totals & ('energy' | 'latency' | 'product') {
  const kind = kindOf(paths[0] ?? []);
  if (kind === 'bandwidth' || kind === 'count') return 'latency';
  if (kind === 'size' || kind === 'cost') return 'energy';
  return run.objective === 'EDP' ? 'product' : run.objective;
}

/** The project with another value of a slider. */
function withValue(now: Project, text: string, { file, paths }: Slider, value: number): Inputs {
  const changed = withNumbers(text, paths, value);
  return inputsOf(changed === text ? now : withText(now, file, changed));
}

/** How long nothing must happen before curves are drawn. */
const IDLE_MS = 400;

/** What is the same for all points of a slider: the files without its numbers. */
interface Background {
  readonly inputs: Inputs;
  readonly text: string;
  readonly slider: Slider;
}

const tried = new Map<string, { background: Background; points: CurvePoint[] }>();

function keyOf({ file, paths, least, most }: Slider): string {
  return JSON.stringify([file, paths, least, most]);
}

/** Points are kept as long as everything but the slider's own numbers is the same. */
function pointsOf(now: Project, text: string, slider: Slider): CurvePoint[] {
  const key = keyOf(slider);
  const blank = withNumbers(text, slider.paths, slider.least);
  const known = tried.get(key);
  if (
    known !== undefined &&
    known.background.text === blank &&
    sameBesides(known.background.inputs, now, slider.file)
  ) {
    return known.points;
  }
  const points: CurvePoint[] = [];
  tried.set(key, { background: { inputs: inputsOf(now), text: blank, slider }, points });
  return points;
}

function sameBesides(one: Inputs, other: Inputs, file: FileKind): boolean {
  const kinds: readonly FileKind[] = ['workload', 'accelerator', 'mapping'];
  return (
    sameRun(one.run, other.run) && kinds.every((kind) => kind === file || sameFile(one.files[kind], other.files[kind]))
  );
}

function publish(now: Project): void {
  const all = texts.peek();
  curves.value = now.sliders.map((slider) => {
    const text = all[slider.file];
    return text === undefined ? [] : pointsOf(now, text, slider).toSorted((a, b) => a.value - b.value);
  });
}

/** Draws the curves of the project while nothing else is to be done. Returns how to end it. */
export function followCurves(): () => void {
  return effect(() => {
    const now = project.value;
    const isIdle = status.value === 'settled';
    const all = texts.value;
    void lastFound.value;
    let isOver = false;
    const timer = setTimeout(() => void fill(), IDLE_MS);
    addKnown();

    function addKnown(): void {
      const found = knownResult(inputsOf(now));
      for (const slider of now.sliders) {
        const text = all[slider.file];
        const [path] = slider.paths;
        if (text === undefined || path === undefined) continue;
        const points = pointsOf(now, text, slider);
        const value = numberAt(text, path);
        if (found !== undefined && value !== undefined) add(points, { value, totals: found.result.totals });
      }
      queueMicrotask(() => {
        if (!isOver) publish(now);
      });
    }

    async function fill(): Promise<void> {
      if (!isIdle) return;
      for (const slider of now.sliders) {
        const text = all[slider.file];
        if (text === undefined) continue;
        for (const value of powersOf(slider)) {
          const points = pointsOf(now, text, slider);
          if (points.some((point) => point.value === value)) continue;
          const state = await explored(withValue(now, text, slider, value));
          if (isOver) return;
          add(points, { value, totals: state?.result.totals });
          publish(now);
        }
      }
    }

    return () => {
      isOver = true;
      clearTimeout(timer);
      explorer.abort();
    };
  });
}

function add(points: CurvePoint[], point: CurvePoint): void {
  const at = points.findIndex(({ value }) => value === point.value);
  if (at < 0) points.push(point);
  else points[at] = point;
}
