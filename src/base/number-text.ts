/** A power of ten that makes the figures of an axis short, and its name. */
export interface FigureScale {
  readonly factor: number;
  /** With a blank behind, to stand before a unit: `million `. Empty for 1. */
  readonly word: string;
}

const SCALES: readonly FigureScale[] = [
  { factor: 1e12, word: 'trillion ' },
  { factor: 1e9, word: 'billion ' },
  { factor: 1e6, word: 'million ' },
  { factor: 1e3, word: 'thousand ' },
];
const UNSCALED: FigureScale = { factor: 1, word: '' };

/** The scale for figures up to `largest`: the largest that leaves two digits before the point. */
export function figureScale(largest: number): FigureScale {
  return SCALES.find(({ factor }) => largest >= 10 * factor) ?? UNSCALED;
}

/** At least four significant digits, every digit before the point, no trailing zeros. */
export function formatFigure(value: number): string {
  return String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4)));
}

/** `2615 million pJ`: a single figure with its unit. */
export function formatWithUnit(value: number, unit: string): string {
  const { factor, word } = figureScale(Math.abs(value));
  return `${formatFigure(value / factor)} ${word}${unit}`;
}

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A capacity in the largest binary unit that leaves a digit before the point; less than a byte in bits. */
export function formatCapacity(bits: number): string {
  if (bits < 8) return `${formatFigure(bits)} bit`;
  let [value, unit] = [bits / 8, 0];
  while (value >= 1024 && unit < BINARY_UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${formatFigure(value)} ${BINARY_UNITS[unit] ?? ''}`;
}
