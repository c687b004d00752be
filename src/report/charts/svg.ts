/*
 * Pictures as SVG text that stands alone: own size, own background, fonts by family only.
 */

/** Colours that remain distinct to colour-blind readers and in grey (M. Okabe and K. Ito, "Color Universal Design", 2008). */
export const PALETTE = {
  black: '#000000',
  orange: '#e69f00',
  sky: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  vermilion: '#d55e00',
  purple: '#cc79a7',
  grey: '#999999',
} as const;

export const FONT = 'DejaVu Sans, Verdana, Arial, sans-serif';

/** A whole picture of the given size in pixels. */
export function picture(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="12"><rect width="100%" height="100%" fill="#ffffff"/>${content}</svg>\n`;
}

export interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
}

export function textAt(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { anchor = 'start', size = 12, bold = false, colour = PALETTE.black } = style;
  const weight = bold ? ' font-weight="bold"' : '';
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}"${weight} fill="${colour}">${escapeText(text)}</text>`;
}

/** Width of a text in pixels, on the safe side. */
export function textWidth(text: string, size = 12): number {
  return Math.ceil(text.length * size * 0.62);
}

/** One row of coloured squares with labels, wrapped at `width`; its height comes with it. */
export function legend(
  entries: readonly (readonly [label: string, colour: string])[],
  left: number,
  top: number,
  width: number,
): { readonly content: string; readonly height: number } {
  let x = left;
  let y = top;
  const parts = entries.map(([label, colour]) => {
    const needed = 18 + textWidth(label, 11) + 14;
    if (x > left && x + needed > left + width) {
      x = left;
      y += 18;
    }
    const part = `<rect x="${x}" y="${y}" width="12" height="12" fill="${colour}"/>${textAt(x + 17, y + 10, label, { size: 11 })}`;
    x += needed;
    return part;
  });
  return { content: parts.join(''), height: y - top + 18 };
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
