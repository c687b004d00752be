import { figureText, sizeText } from '../../parts/figures.ts';
import { type FileKind, type NumberPath, type Slider, withText } from '../../state/project.ts';
import { edit, endGesture, project } from '../../store/project.ts';
import { texts } from '../../store/texts.ts';
import { changedLines } from '../../text/lines.ts';
import { kindOf, titleOf, unitOf } from '../../text/number-kind.ts';
import { numberAt, withNumbers } from '../../text/numbers.ts';
import { sliderFor } from '../../text/slider-choice.ts';
import { stepFrom } from '../../text/slider-values.ts';

/* Changes of a text that are made by hand, each with the name that the button to undo shows. */

/** How long a pause is that makes the next key a step of its own. */
const PAUSE_MS = 1000;
let typing: ReturnType<typeof setTimeout> | undefined;

/** A text that was typed. */
export function typeText(kind: FileKind, text: string): void {
  const before = texts.peek()[kind];
  if (before === undefined || before === text) return;
  edit((now) => withText(now, kind, text), `typing in the ${kind}`, `type ${kind}`);
  clearTimeout(typing);
  typing = setTimeout(endGesture, PAUSE_MS);
}

/** A value as readers know it: `512 KiB`, `64 bit/cycle`. */
export function valueText(path: NumberPath, value: number): string {
  if (kindOf(path) === 'size') return sizeText(value);
  const unit = unitOf(path);
  return kindOf(path) === 'count'
    ? String(value)
    : figureText(value, unit === 'pJ' || unit === 'bit/cycle' ? '' : unit) +
        (unit === 'pJ' || unit === 'bit/cycle' ? `\u00a0${unit}` : '');
}

/** A value of a slider: arrays of equal sizes as `32 × 32`. */
export function sliderText({ paths }: Slider, value: number): string {
  const [path = []] = paths;
  const text = valueText(path, value);
  return kindOf(path) === 'count' ? paths.map(() => text).join(' × ') : text;
}

/** Sets the numbers of a slider. @param gesture changes of one drag are undone together. */
export function setNumbers(slider: Slider, value: number, gesture?: string): void {
  const { file, paths } = slider;
  const text = texts.peek()[file];
  const [path = []] = paths;
  if (text === undefined) return;
  const before = numberAt(text, path);
  if (before === undefined) return;
  const changed = withNumbers(text, paths, value);
  if (changed === text) return;
  const label = `${titleOf(paths)} ${sliderText(slider, started(gesture, before))} to ${sliderText(slider, value)}`;
  edit((now) => withText(now, file, changed), label, gesture);
}

let gestureStart: { readonly gesture: string; readonly value: number } | undefined;

/** The value before a gesture, for its name. */
function started(gesture: string | undefined, value: number): number {
  if (gesture === undefined) return value;
  if (gestureStart?.gesture !== gesture) gestureStart = { gesture, value };
  return gestureStart.value;
}

/** Ends a drag. */
export function endNumbers(): void {
  gestureStart = undefined;
  endGesture();
}

/** Moves a number of the editor some steps from where it was. */
export function stepNumber(file: FileKind, path: NumberPath, from: number, steps: number): void {
  const text = texts.peek()[file];
  const slider = text === undefined ? undefined : sliderFor(file, text, path);
  if (slider === undefined) return;
  const wide = { ...slider, paths: [path], least: from > 0 ? from / 1024 : 0, most: from > 0 ? from * 1024 : 1 };
  const known = project
    .peek()
    .sliders.find(
      (one) => one.file === file && one.paths.some((other) => JSON.stringify(other) === JSON.stringify(path)),
    );
  setNumbers({ ...wide, paths: known?.paths ?? slider.paths }, stepFrom(wide, from, steps), 'slider in the editor');
}

/** Puts a changed line back to what it was in the built-in file. */
export function putLineBack(kind: FileKind, original: string, line: number, was: string): void {
  const text = texts.peek()[kind];
  if (text === undefined || !changedLines(original, text).some((one) => one.line === line)) return;
  const lines = text.split('\n');
  lines[line - 1] = was;
  edit((now) => withText(now, kind, lines.join('\n')), `line ${line} of the ${kind}`);
}
