import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { SITE_LIMITS, siteSize } from './site-size.ts';

let files: ReadonlyMap<string, string | Uint8Array>;
beforeAll(async () => {
  const result = await build({ configFile: 'studio/vite.config.ts', logLevel: 'silent', build: { write: false } });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  files = new Map(outputs.map((one) => [one.fileName, one.type === 'chunk' ? one.code : one.source]));
}, 60_000);

test('the studio is no larger than it may be', () => {
  const { firstView, whole } = siteSize(files);
  expect(firstView).toBeGreaterThan(20);
  expect(firstView).toBeLessThan(SITE_LIMITS.firstView);
  expect(whole).toBeLessThan(SITE_LIMITS.whole);
});

test('the studio holds the sentences of the command, and not the page of the library', () => {
  const scripts = [...files].filter(([name]) => name.endsWith('.js')).map(([, content]) => String(content));
  const having = (text: string): number => scripts.filter((script) => script.includes(text)).length;
  expect(having('activations not counted')).toBe(1);
  expect(having('There are no figures per token')).toBe(0);
});
