import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SweepResults } from '../../src/sweep/points/sweep-results.ts';
import { sweepHtml } from '../../src/sweep-page/index.ts';
import { Chromium, findChromium } from '../report/chromium.ts';
import { LOW_CONTRAST } from '../report/low-contrast.ts';
import { CASES, sampledSweep } from './made-up-cases.ts';

const command = findChromium();
if (command === undefined) {
  console.warn('the page of a sweep is not tested in a browser: no Chromium found; install one or set CHROMIUM');
}

describe.skipIf(command === undefined)('the page of a sweep in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-page-'));
  const addresses = new Map<string, string>();
  let browser: Chromium;
  const write = (name: string, results: SweepResults, mostDrawn?: number): void => {
    const file = join(folder, `${addresses.size}.html`);
    writeFileSync(file, sweepHtml(results, mostDrawn === undefined ? {} : { mostDrawn }));
    addresses.set(name, pathToFileURL(file).href);
  };
  const addressOf = (name: string): string => addresses.get(name) ?? '';
  const open = (name = 'drawing'): Promise<void> => browser.open(addressOf(name));

  beforeAll(async () => {
    for (const [name, make] of Object.entries(CASES)) write(name, make());
    write('thinned', sampledSweep(3000), 800);
    browser = await Chromium.start(command ?? '');
  });
  beforeEach(async () => {
    browser.problems.length = 0;
    browser.requests.length = 0;
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const texts = async (selector: string): Promise<string[]> => {
    const found = await browser.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.textContent.replaceAll(/[\\u00a0\\u202f]/g, ' '))`,
    );
    return Array.isArray(found) ? found.map(String) : [];
  };
  const textOf = async (selector: string): Promise<string> => (await texts(selector))[0] ?? '';
  const count = (selector: string): Promise<unknown> =>
    browser.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
  const click = (selector: string): Promise<unknown> =>
    browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  const enter = (selector: string, value: string, event: string): Promise<unknown> =>
    browser.evaluate(
      `{const field = document.querySelector(${JSON.stringify(selector)}); field.value = ${JSON.stringify(value)}; field.dispatchEvent(new Event('${event}', {bubbles: true}))}`,
    );
  const column = async (index: number): Promise<string[]> => texts(`#design-table tbody tr td:nth-child(${index})`);
  const chosen = (): Promise<string> => textOf('#chosen h3');
  const drag = async (
    selector: string,
    from: readonly [number, number],
    to: readonly [number, number],
  ): Promise<void> => {
    const box = await browser.evaluate(
      `(() => {const element = document.querySelector('${selector}'); element.scrollIntoView({block: 'center', behavior: 'instant'}); const {left, top, width, height} = element.getBoundingClientRect(); return [left, top, width, height]})()`,
    );
    const [left = 0, top = 0, width = 0, height = 0] = Array.isArray(box) ? box.map(Number) : [];
    const at = ([x, y]: readonly [number, number]) => ({
      x: left + x * width,
      y: top + y * height,
      button: 'left',
      clickCount: 1,
    });
    await browser.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at(from) });
    await browser.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at(from), buttons: 1 });
    await browser.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at(to), buttons: 1 });
    await browser.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at(to) });
  };

  test.each([...Object.keys(CASES), 'thinned'])('loads without an error, and fits a phone: %s', async (name) => {
    await browser.resize(390, 844);
    await open(name);
    expect(browser.problems).toEqual([]);
    expect(browser.requests).toEqual([addressOf(name)]);
    expect(await browser.evaluate('typeof window.broken')).toBe('undefined');
    expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(
      await browser.evaluate(
        '/NaN|undefined|Infinity/.test(document.body.innerHTML.replace(/<script.*?<\\/script>/gs, ""))',
      ),
    ).toBe(false);
  });

  test('chooses designs by click, and everything follows', async () => {
    await browser.resize(1280, 900);
    await open();
    expect(await chosen()).toBe('Design 51: array 48, 512 KiB');
    await click('.card:nth-child(2)');
    expect(await chosen()).toBe('Design 50: array 48, 256 KiB');
    expect(await count('.card.on')).toBe(1);
    await click('.matrix td[data-point="42"]');
    expect(await chosen()).toBe('Design 42: array 32, 512 KiB');
    expect(await browser.evaluate('document.querySelector(".matrix .chosen").dataset.point')).toBe('42');
    expect(await texts('#design-table tr.chosen td:first-child')).toEqual(['42']);
    await click('.steps a');
    expect(await chosen()).toBe('Design 33: array 24, 512 KiB');
    expect(await textOf('.command code')).toBe('zigzag sweep show sweep 33');
    expect(await textOf('#announcement')).toMatch(/^Design 33: array 24, 512 KiB, product 10\.\d+ kJ·cycles$/);
    // One that cannot be built is nothing to look at.
    await click('.matrix td[data-point="45"]');
    expect(await chosen()).toBe('Design 33: array 24, 512 KiB');
  });

  test('walks along the front by keys, and to designs above and below', async () => {
    await open();
    await browser.evaluate('document.getElementById("scatter").focus()');
    await browser.press('ArrowLeft', 'ArrowLeft', 37);
    expect(await chosen()).toBe('Design 50: array 48, 256 KiB');
    await browser.press('ArrowRight', 'ArrowRight', 39);
    expect(await chosen()).toBe('Design 51: array 48, 512 KiB');
    await browser.press('ArrowUp', 'ArrowUp', 38);
    expect(await chosen()).not.toBe('Design 51: array 48, 512 KiB');
    expect(await count('#scatter .ring')).toBe(1);
  });

  test('chooses by a click in the scatter and shows all settings beside it', async () => {
    await open();
    const place = await browser.evaluate(
      '(() => {scrollTo(0, 0); const dots = document.querySelectorAll("#scatter .front-dot"); const {x, y, width} = dots[3].getBoundingClientRect(); return [x + width / 2, y + width / 2]})()',
    );
    const [x, y] = Array.isArray(place) ? place.map(Number) : [];
    await browser.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 120))');
    expect(await textOf('.tip')).toMatch(/^Design \d+: array 8, 64 KiBarray8SRAM size64 KiBenergy/);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await browser.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
    expect(await chosen()).toBe('Design 3: array 8, 64 KiB');
    await browser.press('Escape', 'Escape', 27);
    expect(await browser.evaluate('document.querySelector(".tip").hidden')).toBe(true);
  });

  test('narrows the table to a frame', async () => {
    await open();
    const all = await textOf('#table-end');
    await drag('#scatter svg', [0.6, 0.5], [0.85, 0.95]);
    expect(await count('#scatter .frame')).toBe(1);
    expect(await textOf('#announcement')).toMatch(/^\d+ designs in the frame$/);
    const rows = Number((await textOf('#announcement')).split(' ')[0]);
    expect(rows).toBeGreaterThan(3);
    expect(rows).toBeLessThan(40);
    expect(await textOf('#parallel-note')).toContain(`${rows} designs`);
    await click('#clear-choice');
    expect(await count('#scatter .frame')).toBe(0);
    expect(await textOf('#table-end')).toBe(all);
  });

  test('narrows the table by a range on an axis, and takes it away by a click', async () => {
    await open();
    const all = await textOf('#table-end');
    await drag('#parallel svg', [58 / 1232, 0.1], [58 / 1232, 0.32]);
    expect(await count('#parallel .frame')).toBe(1);
    expect([...new Set(await column(2))].every((array) => Number(array) >= 32)).toBe(true);
    expect(await textOf('#table-end')).not.toBe(all);
    await drag('#parallel svg', [58 / 1232, 0.5], [58 / 1232, 0.5]);
    expect(await textOf('#table-end')).toBe(all);
  });

  test('draws any two quantities, and any colour', async () => {
    await open();
    const before = await textOf('#scatter');
    await enter('#across', 'q1', 'change');
    await enter('#up', 'q0', 'change');
    expect(await textOf('#scatter')).not.toBe(before);
    expect(await texts('#scatter text.lab')).toEqual(expect.arrayContaining(['latency (Mcycles)', 'energy (mJ)']));
    await enter('#across', 'p1', 'change');
    expect(await texts('#scatter text.lab')).toEqual(expect.arrayContaining(['SRAM size', '2 MiB']));
    await enter('#colour', '1', 'change');
    expect(await textOf('#colour-key')).toMatch(/^SRAM size8 KiB/);
    await enter('#colour', '', 'change');
    expect(await textOf('#colour-key')).toBe('');
    expect(browser.problems).toEqual([]);
  });

  test('sorts by keyboard, filters and tells what is wrong with a filter', async () => {
    await open();
    expect((await column(1)).slice(0, 3)).toEqual(['51', '50', '49']);
    expect(await count('#design-table tbody tr')).toBe(10);
    await browser.evaluate('document.querySelector(\'#design-table th[data-key="q3"] button\').focus()');
    await browser.press('Enter', 'Enter', 13, '\r');
    expect((await column(1))[0]).toBe('0');
    expect(await textOf('#announcement')).toBe('Sorted by area (mm²), ascending');
    await enter('#filter', 'array >= 32 and area < 3', 'input');
    expect(await textOf('#filter-said')).toMatch(/^\d+ of 63$/);
    expect([...new Set(await column(2))].sort()).toEqual(['32', '48']);
    await enter('#filter', 'arrays >= 32', 'input');
    expect(await textOf('#filter-said')).toMatch(/^there is no "arrays"/);
    await enter('#filter', '', 'input');
    expect(await textOf('#filter-said')).toBe('');
    await click('#only-front');
    expect(new Set((await column(9)).map((remark) => remark.split(',')[0]))).toEqual(new Set(['front']));
    await click('#only-front');
    await click('#only-within');
    await click('#table-end button');
    expect(await count('#design-table tbody tr')).toBe(61);
  });

  test('copies the command and the table, exact and with units', async () => {
    await open();
    await browser.evaluate('navigator.clipboard.writeText = async (text) => { window.copied = text }');
    await click('#chosen [data-copy]');
    expect(await browser.evaluate('window.copied')).toBe('zigzag sweep show sweep 51');
    await click('#copy-csv');
    const lines = String(await browser.evaluate('window.copied')).split('\n');
    expect(lines[0]).toBe('point,array,sram (bit),energy (pJ),latency (cycles),edp (pJ·cycles),area (mm2)');
    expect(lines[1]).toMatch(/^51,48,4194304,\d{10}\.\d+,/);
    expect(lines).toHaveLength(52);
  });

  test('shows what bounds ruled out on demand, and says how many', async () => {
    await open('bounds');
    expect(await textOf('header p')).toMatch(/\d+ of 63 searched; \d+ skipped, proven worse/);
    expect(await count('#scatter .cross')).toBe(0);
    await click('#show-skipped');
    expect(await count('#scatter .cross')).toBe(1);
  });

  test('says what is partial, unknown, thinned', async () => {
    await open('partial');
    expect(await textOf('.partial')).toBe('40 of 63 designs; the answer may change.');
    await open('unknown areas');
    expect(await textOf('#scatter-caption')).toContain(
      '19 designs are not drawn: their area or energy-delay product is unknown.',
    );
    await open('thinned');
    expect(await textOf('#scatter-caption')).toMatch(/800 of 2 9\d\d drawn; all are in points\.parquet\./);
    await open('three parameters');
    expect(await texts('.matrix caption')).toEqual(['banks 1', 'banks 2', 'banks 4']);
  });

  test('is complete without its script, with nothing to operate', async () => {
    await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
    await browser.open('about:blank');
    await open();
    expect(
      await browser.evaluate(
        '[...document.querySelectorAll("button,input,select")].filter((e) => e.checkVisibility()).length',
      ),
    ).toBe(0);
    expect(await count('#scatter circle')).toBeGreaterThan(60);
    expect(await textOf('#scatter circle title')).toContain('SRAM size');
    expect(await count('#design-table tbody tr')).toBe(61);
    expect(await chosen()).toBe('Design 51: array 48, 512 KiB');
    await browser.send('Emulation.setScriptExecutionDisabled', { value: false });
  });

  test.each(['light', 'dark'] as const)('has texts that stand out from their ground: %s', async (scheme) => {
    await browser.prefer(scheme);
    await open();
    expect(await browser.evaluate(LOW_CONTRAST)).toEqual([]);
  });

  test('prints the front, without anything to operate', async () => {
    await browser.prefer('light');
    await open();
    await browser.send('Emulation.setEmulatedMedia', { media: 'print' });
    await browser.evaluate('dispatchEvent(new Event("beforeprint"))');
    const shown = await browser.evaluate(
      '[...document.querySelectorAll("#design-table tbody tr")].filter((row) => row.checkVisibility()).every((row) => row.classList.contains("front"))',
    );
    expect(shown).toBe(true);
    expect(
      await browser.evaluate(
        '[...document.querySelectorAll("button:not(th button),input,select")].filter((e) => e.checkVisibility()).length',
      ),
    ).toBe(0);
    await browser.evaluate('dispatchEvent(new Event("afterprint"))');
    await browser.send('Emulation.setEmulatedMedia', { media: '' });
    expect((await browser.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
