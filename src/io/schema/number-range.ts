/** A number with its bounds as a text of a file says them: `12.3 ±20%`, `12.3 +-20%`, `12.3 ± 2`. */
export interface WrittenRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const NUMBER = String.raw`(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?`;
const SIGN = String.raw`\s*(?:±|\+/?-)\s*`;

/** The form of such a text, for editors too. */
export const RANGE_PATTERN: string = `^[-+]?${NUMBER}${SIGN}${NUMBER}\\s*%?$`;

const RANGE = new RegExp(`^([-+]?${NUMBER})${SIGN}(${NUMBER})\\s*(%?)$`);

/** Undefined for values that are no such text. A share counts of the size of the value. */
export function writtenRange(value: unknown): WrittenRange | undefined {
  if (typeof value !== 'string') return undefined;
  const [, nominal, width, percent] = RANGE.exec(value.trim()) ?? [];
  if (nominal === undefined || width === undefined) return undefined;
  const middle = numberOf(nominal);
  const half = percent === '%' ? (Math.abs(middle) * numberOf(width)) / 100 : numberOf(width);
  return { value: middle, low: middle - half, high: middle + half };
}

function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** Whether a text is meant as a number with bounds, rightly written or not. */
export function looksLikeRange(value: unknown): boolean {
  return typeof value === 'string' && /±|\+\/?-/.test(value) && /[0-9]/.test(value);
}
