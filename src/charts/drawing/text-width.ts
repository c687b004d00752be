/* Width of each class of characters in units of the font size, those of the widest of the common sans-serif fonts (DejaVu Sans,
   Verdana), so that text fits its box whichever font a page has. */
const NARROW = 0.42;
const REGULAR = 0.64;
const WIDE = 0.8;
const WIDEST = 1;
const BOLD = 1.12;

/** Estimate from above of the width of a text in pixels. There is no font to measure with outside a browser. */
export function textWidth(text: string, fontSize: number, weight: 'normal' | 'bold' = 'normal'): number {
  const widths = Array.from(text, (character) => {
    if (/[\sijlIrtf.,:;'|!()[\]/-]/.test(character)) return NARROW;
    if (/[mwMW%@…→]/.test(character)) return WIDEST;
    return /[A-Z_+=×<>–]/.test(character) ? WIDE : REGULAR;
  });
  return fontSize * (weight === 'bold' ? BOLD : 1) * widths.reduce((sum, width) => sum + width, 0);
}

/** The text, its middle replaced by an ellipsis where it would be wider than `limit` pixels. */
export function shortened(text: string, limit: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= limit) return text;
  for (let kept = text.length - 1; kept > 1; kept--) {
    const candidate = `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
    if (textWidth(candidate, fontSize) <= limit) return candidate;
  }
  return '…';
}

/** The text in lines of at most `limit` pixels, broken between words; words that are wider are shortened. */
export function wrapped(
  text: string,
  limit: number,
  fontSize: number,
  weight: 'normal' | 'bold' = 'normal',
): readonly string[] {
  const lines: string[] = [];
  // Bold text is wider in proportion, so that its limit shrinks instead.
  const room = limit / (textWidth('n', fontSize, weight) / textWidth('n', fontSize));
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, fontSize) <= room) lines[lines.length - 1] = longer;
    else lines.push(shortened(word, room, fontSize));
  }
  return lines;
}
