import { textWidth } from './text-width.ts';

/** A point in pixels and the text that belongs to it. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text: string;
  readonly essential: boolean;
}

/** A text with the left end of its baseline. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A dot that labels should not cover. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * Puts every label beside its point where it lies within `frame`, covers no dot and touches no label placed before. Where there is
 * no such place an essential label may cover dots; other labels are left out. Earlier points go first.
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  dots: readonly Dot[],
  frame: Box,
  fontSize: number,
): PlacedLabel[] {
  const taken: Box[] = [];
  const dotBoxes = dots.map(({ x, y, radius }) => boxAround(x, y, radius));
  return points.flatMap((point) => {
    const places = placesBeside(point, fontSize).filter(
      ({ box }) => isWithin(box, frame) && !taken.some((other) => overlap(box, other)),
    );
    const place =
      places.find(({ box }) => !dotBoxes.some((dot) => overlap(box, dot))) ?? (point.essential ? places[0] : undefined);
    if (place === undefined) return [];
    taken.push(place.box);
    return [{ x: place.box.left, y: place.baseline, text: point.text }];
  });
}

/** The best place first. */
function placesBeside({ x, y, radius, text }: LabelledPoint, fontSize: number): { box: Box; baseline: number }[] {
  const width = textWidth(text, fontSize);
  const near = 0.7 * radius + 3;
  const far = radius + 4;
  const [above, below] = [y - near, y + near + 0.75 * fontSize];
  return [
    { left: x + near, baseline: above },
    { left: x + near, baseline: below },
    { left: x + far, baseline: y + 0.35 * fontSize },
    { left: x - near - width, baseline: below },
    { left: x - near - width, baseline: above },
    { left: x - far - width, baseline: y + 0.35 * fontSize },
    { left: x - width / 2, baseline: y - far },
    { left: x - width / 2, baseline: y + far + 0.75 * fontSize },
  ].map(({ left, baseline }) => ({
    baseline,
    box: { left, right: left + width, top: baseline - 0.75 * fontSize, bottom: baseline + 0.2 * fontSize },
  }));
}

function boxAround(x: number, y: number, radius: number): Box {
  // The square inscribed in the dot: grazing a rim does not matter.
  const half = 0.7 * radius;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function isWithin(box: Box, frame: Box): boolean {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
