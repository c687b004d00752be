import { INK } from './palette.ts';

/** SVG markup. Made only by the functions of this file, so text is escaped exactly once. */
export type Markup = { readonly markup: string };

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export const FONT_FAMILY = "'DejaVu Sans', Verdana, Arial, Helvetica, sans-serif";

/** An element; children that are plain text are escaped. Coordinates are rounded to hundredths of a pixel. */
export function element(name: string, attributes: Attributes, ...children: readonly (Markup | string)[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeText(typeof value === 'number' ? round(value) : String(value))}"`)
    .join('');
  const content = children.map((child) => (typeof child === 'string' ? escapeText(child) : child.markup)).join('');
  return { markup: content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>` };
}

export function group(attributes: Attributes, children: readonly Markup[]): Markup {
  return element('g', attributes, ...children);
}

/** A line of text whose baseline is at `y`. */
export function textAt(x: number, y: number, text: string, attributes: Attributes = {}): Markup {
  return element('text', { x, y, ...attributes }, text);
}

/**
 * A complete document on a white ground, readable on any page and by any viewer. Sizes in pixels, 96 to the inch. Title and
 * description are what screen readers say.
 */
export function svgDocument(
  width: number,
  height: number,
  title: string,
  children: readonly Markup[],
  description?: string,
): string {
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      'font-family': FONT_FAMILY,
      'font-size': 12,
      fill: INK,
      role: 'img',
    },
    element('title', {}, title),
    ...(description === undefined ? [] : [element('desc', {}, description)]),
    element('rect', { width, height, fill: '#ffffff' }),
    ...children,
  );
  return `${root.markup}\n`;
}

/** A document shown with another width, its content enlarged or reduced in proportion. */
export function resizedDocument(svg: string, width: number): string {
  return svg.replace(/width="([\d.]+)" height="([\d.]+)"/, (_, from: string, height: string) => {
    return `width="${round(width)}" height="${round((Number(height) * width) / Number(from))}"`;
  });
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Text safe as content and as attribute value. Characters that XML cannot hold at all are dropped. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
