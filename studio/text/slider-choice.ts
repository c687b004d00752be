import type { FileKind, NumberPath, Slider } from '../state/project.ts';
import { kindOf, type NumberKind } from './number-kind.ts';
import { type PlacedNumber, placesOf, samePath } from './numbers.ts';
import { asKind } from './slider-values.ts';

/** How far a slider reaches: the value divided by the first, times the second. Large memories are mostly made smaller. */
const RANGES: Readonly<Record<NumberKind, readonly [down: number, up: number]>> = {
  size: [32, 2],
  bandwidth: [4, 8],
  count: [4, 2],
  cost: [4, 4],
  number: [8, 8],
};
/** Memories from this size on are no registers. */
const BUFFER_BITS = 2 ** 16;

/** A slider for a number of a text. Numbers that must stay equal get one slider: array sizes that are equal, both widths of a port. */
export function sliderFor(file: FileKind, text: string, path: NumberPath): Slider | undefined {
  const { numbers } = placesOf(text);
  const number = numbers.find((one) => samePath(one.path, path));
  return number === undefined ? undefined : sliderOf(file, numbers, number);
}

function sliderOf(file: FileKind, numbers: readonly PlacedNumber[], { path, value }: PlacedNumber): Slider {
  const kind = kindOf(path);
  const paths = [path, ...companions(numbers, path, value)];
  if (value <= 0) return { file, paths, least: 0, most: 1 };
  const [down, up] = RANGES[kind === 'size' && value < BUFFER_BITS ? 'number' : kind];
  const floor = narrowest(numbers, path);
  const least = Math.max(asKind(kind, value / down), floor);
  const most = asKind(kind, value * up);
  return least < most ? { file, paths, least, most } : { file, paths, least: value, most: value * 2 };
}

/** Numbers that move together with one. */
function companions(numbers: readonly PlacedNumber[], path: NumberPath, value: number): NumberPath[] {
  const kind = kindOf(path);
  const parent = path.slice(0, -1);
  const isBeside = ({ path: other }: PlacedNumber): boolean =>
    other.length === path.length && samePath(other.slice(0, -1), parent) && !samePath(other, path);
  if (kind === 'count') {
    const others = numbers.filter((other) => isBeside(other));
    return others.every((other) => other.value === value) ? others.map(({ path: other }) => other) : [];
  }
  if (kind !== 'bandwidth') return [];
  return numbers
    .filter((other) => isBeside(other) && kindOf(other.path) === 'bandwidth' && other.value === value)
    .map(({ path: other }) => other);
}

/** A port is at least as wide as its narrowest access. */
function narrowest(numbers: readonly PlacedNumber[], path: NumberPath): number {
  if (path.at(-1) !== 'bandwidth_max') return 0;
  const beside = [...path.slice(0, -1), 'bandwidth_min'];
  const number = numbers.find((one) => samePath(one.path, beside));
  const own = numbers.find((one) => samePath(one.path, path));
  return number === undefined || number.value === own?.value ? 0 : number.value;
}

/** Sliders that most designs are explored with: the largest memory on the chip, the width of the outermost, the array. */
export function suggestedSliders(text: string): Slider[] {
  const { numbers } = placesOf(text);
  const sizes = numbers
    .filter(({ path }) => path.length === 3 && kindOf(path) === 'size')
    .toSorted((a, b) => b.value - a.value);
  const [outermost, largest] = sizes;
  const width = numbers.find(
    ({ path }) => path[1] === outermost?.path[1] && path[0] === 'memories' && path.at(-1) === 'bandwidth_max',
  );
  const array = numbers.find(({ path }) => kindOf(path) === 'count');
  return [largest, width, array].flatMap((number) =>
    number === undefined ? [] : [sliderOf('accelerator', numbers, number)],
  );
}
