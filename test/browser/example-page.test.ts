import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLE_ADDRESSES } from '../../src/platform/example-addresses.ts';
import { Chromium, findChromium } from '../report/chromium.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* The page in examples/browser as an application of its own, with the package installed in its node_modules. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const command = findChromium();
if (command === undefined) {
  console.warn('the example page is bundled but not run: no Chromium found; install one or set CHROMIUM');
}

/** A folder with the page, the built package, and links to what the package depends on. */
function application(): string {
  const folder = temporaryFolder();
  cpSync(join(root, 'examples/browser'), folder, { recursive: true });
  const modules = join(folder, 'node_modules');
  for (const part of ['package.json', 'dist', 'examples']) {
    cpSync(join(root, part), join(modules, 'zigzag-ts', part), { recursive: true });
  }
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('.')) continue;
    mkdirSync(modules, { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  return folder;
}

const folder = application();
const configFile = join(folder, 'vite.config.ts');
const quiet = { configFile, logLevel: 'silent' } as const;

beforeAll(async () => {
  await build({ ...quiet, build: { minify: false } });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('vite copies every built-in example into the page, or writes it into the script', () => {
  const assets = readdirSync(join(folder, 'dist/assets'));
  const scripts = assets
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(folder, 'dist/assets', file), 'utf8'));
  const missing = Object.keys(EXAMPLE_ADDRESSES).filter((path) => {
    const content = readFileSync(join(root, 'examples', path));
    const isFile = assets.some((file) => readFileSync(join(folder, 'dist/assets', file)).equals(content));
    return !isFile && !scripts.some((script) => script.includes(content.toString('base64')));
  });
  expect(missing).toEqual([]);
});

describe.skipIf(command === undefined)('in Chromium', () => {
  let browser: Chromium;
  beforeAll(async () => {
    browser = await Chromium.start(command ?? '');
  }, 60_000);
  afterAll(() => browser?.close());

  const RUN = `new Promise((resolve) => {
    const state = document.querySelector('#state');
    new MutationObserver(() => { if (!state.value.startsWith('Layer')) resolve(state.value); }).observe(state, { childList: true, characterData: true, subtree: true });
    document.querySelector('#start').click();
  })`;

  /** Threads start when a run takes long enough. With a higher limit of loops, this one does. */
  const SEARCH_LONGER = "document.querySelector('[name=lpfLimit]').value = 10";

  async function runPage(address: string | undefined): Promise<void> {
    browser.problems.length = 0;
    browser.requests.length = 0;
    await browser.open(address ?? '');
    await browser.evaluate(SEARCH_LONGER);
    expect(await browser.evaluate(RUN)).toBe('1863.48 µJ, 3717428.5 cycles');
    expect(await browser.evaluate("document.querySelector('#report').srcdoc.includes('conv1')")).toBe(true);
    expect(browser.requests.filter((url) => url.includes('browser-worker')).length).toBeGreaterThan(0);
    expect(browser.problems).toEqual([]);
  }

  test('the bundled page finds the built-in examples and starts workers', async () => {
    const server = await preview({ ...quiet, preview: { port: 0 } });
    await runPage(server.resolvedUrls?.local[0]);
    await server.close();
  });

  test('so does the page of the development server', async () => {
    const server = await createServer({ ...quiet, server: { port: 0 } });
    await server.listen();
    await runPage(server.resolvedUrls?.local[0]);
    await server.close();
  });
});

test('docs/browser.md shows the configuration of the example', () => {
  const page = readFileSync(join(root, 'docs/browser.md'), 'utf8');
  expect(page).toContain(readFileSync(join(root, 'examples/browser/vite.config.ts'), 'utf8'));
});
