import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageScriptModule } from '../../scripts/page-script.ts';

test('the script of the page is up to date (npm run page-script)', async () => {
  const file = new URL('../../src/sweep-page/style/sweep-script.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(await pageScriptModule());
});
