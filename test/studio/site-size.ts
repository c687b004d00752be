import { gzipSync } from 'node:zlib';

/** KiB, compressed, without examples: what the first view may load, and all of it. */
export const SITE_LIMITS = { firstView: 80, whole: 700 };

/** Sizes of a built studio in those terms. @param files contents by name, as the page has the names. */
export function siteSize(files: ReadonlyMap<string, string | Uint8Array>): typeof SITE_LIMITS {
  const own = [...files].filter(([name]) => /\.(js|css|html|svg)$/.test(name));
  const page = String(files.get('index.html'));
  const kib = (all: typeof own): number =>
    all.reduce((sum, [, content]) => sum + gzipSync(content, { level: 9 }).length, 0) / 1024;
  return {
    firstView: kib(own.filter(([name]) => name === 'index.html' || page.includes(name))),
    whole: kib(own),
  };
}
