import { expect } from 'vitest';

/** The text elements of a picture, unescaped. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}

/** What makes a picture usable on its own. */
export function expectStandalone(svg: string): void {
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="[\d.]+" height="[\d.]+" viewBox="0 0 [\d.]+ [\d.]+" font-family="/,
  );
  expect(svg).toMatch(/<rect width="[\d.]+" height="[\d.]+" fill="#ffffff"\/>/);
  expect(svg).not.toMatch(/<style|class=|currentColor|var\(--|NaN|Infinity|undefined/);
  expect(svg.endsWith('</svg>\n')).toBe(true);
  expectBalanced(svg);
}

/** Every element is closed in order, and no stray `&` or `<` is left in texts and attributes. */
function expectBalanced(svg: string): void {
  const open: string[] = [];
  for (const [, closing, name = '', attributes = '', empty] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s[a-zA-Z0-9-]+="[^"<]*")*)(\/?)>/g,
  )) {
    expect(attributes.replace(/&(amp|lt|gt|quot);/g, '')).not.toContain('&');
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (empty !== '/') open.push(name);
  }
  expect(open).toEqual([]);
  const content = svg.replace(/<(\/?)([a-zA-Z]+)((?:\s[a-zA-Z0-9-]+="[^"<]*")*)(\/?)>/g, '');
  expect(content).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
}

/** Pixels. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}
