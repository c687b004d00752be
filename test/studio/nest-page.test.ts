import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import { getHardwarePerformance, parseYaml } from '../../src/index.ts';
import { projectOfLink } from '../../studio/link/link.ts';
import { moveLoop } from '../../studio/nest/moves.ts';
import { Chromium, findChromium } from '../report/chromium.ts';
import { type ServedStudio, StudioPage, serveStudio } from './studio-page.ts';

const command = findChromium();
if (command === undefined) {
  console.warn('the nest is not run: no Chromium found; install one or set CHROMIUM');
}

/** layer3.0/conv2 of resnet18. */
const LAYER = 13;

describe.skipIf(command === undefined)('the loop nest in Chromium', () => {
  let browser: Chromium;
  let site: ServedStudio;
  let page: StudioPage;
  beforeAll(async () => {
    site = await serveStudio();
    browser = await Chromium.start(command ?? '');
    page = new StudioPage(browser);
    await browser.resize(1440, 900);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  const run = (mapping: unknown = 'tpu_like') =>
    getHardwarePerformance({
      workload: 'resnet18',
      accelerator: 'tpu_like',
      mapping: typeof mapping === 'string' ? mapping : Object(mapping),
    });

  /** Latency and energy that the view shows, to the last digit. */
  async function costs(): Promise<readonly number[]> {
    const values = await browser.evaluate(
      "[...document.querySelectorAll('.cost-pane [data-value]')].map(({ dataset }) => Number(dataset.value))",
    );
    return Array.isArray(values) ? values.map(Number) : [];
  }

  async function loops(): Promise<string> {
    const names = await browser.evaluate(
      "[...document.querySelectorAll('.loops b')].map((b) => b.innerText).join(' ')",
    );
    return String(names).replaceAll('\u00a0', '');
  }

  async function openNest(): Promise<void> {
    await page.open(site.address);
    await page.totals();
    await browser.press('2', 'Digit2', 50, '2');
    await page.click(`.layer-list button:nth-child(${LAYER})`);
    await page.until("document.querySelector('.nest h2')?.nextSibling && document.querySelector('.loops')");
    await page.until(
      `document.querySelectorAll('.one .cell[disabled]').length === 0 && document.querySelector('.one .cell')`,
    );
  }

  async function pressWith(modifiers: number, key: string, code: string, windowsVirtualKeyCode: number): Promise<void> {
    const event = { key, code, windowsVirtualKeyCode, modifiers };
    await browser.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  async function mouse(type: string, x: number, y: number): Promise<void> {
    const buttons = type === 'mouseReleased' ? 0 : 1;
    await browser.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons, clickCount: 1 });
  }

  async function boxOf(selector: string): Promise<{ readonly x: number; readonly y: number; readonly height: number }> {
    const box = await browser.evaluate(
      `(({ x, y, height }) => [x, y, height])(document.querySelector('${selector}').getBoundingClientRect())`,
    );
    const [x = 0, y = 0, height = 0] = Array.isArray(box) ? box.map(Number) : [];
    return { x, y, height };
  }

  test('a drag is costed on the way as the cost model does, shows what overflows, and Esc puts it back', async () => {
    const best = (await run()).evaluations[LAYER - 1];
    if (best === undefined) throw new Error('the run has no such layer');
    await openNest();
    const order = await loops();
    expect(await costs()).toEqual([best.latency, best.energy]);

    const row = await boxOf('[data-at="4"]');
    const target = await boxOf('[data-at="2"]');
    await mouse('mousePressed', row.x + 60, row.y + 20);
    // In two leaps: a quick pointer has left the row with its first move.
    for (let step = 1; step <= 2; step++) {
      const y = row.y + 20 + ((target.y + target.height * 0.8 - row.y - 20) * step) / 2;
      await mouse('mouseMoved', row.x + 60, y);
    }
    const { layer, accelerator, spatialMapping, temporalMapping } = best;
    const problem = compileProblem(layer, accelerator, spatialMapping);
    const nest = moveLoop(temporalMapping, 4, { at: 2, side: 'outer' });
    const expected = evaluateMapping(problem, nest);
    await page.until("document.querySelector('.cost-pane .alertbox')");
    expect(await costs()).toEqual([expected.latency, expected.energy]);
    expect((await page.text('.alertbox')).replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(
      'rf_128B lacks 512 bits for W. K 8 × FY 3 × C 8 weights take 1 536 bits; it has 1 024.',
    );
    expect(await page.text('.against')).toContain('is being moved');
    expect(await page.text('.way')).toMatch(/Give rf_128B/);
    // The row follows the pointer, the others stay.
    expect((await boxOf('[data-at="2"]')).y).toBe(target.y);

    await browser.press('Escape', 'Escape', 27);
    await mouse('mouseReleased', row.x + 60, target.y + 30);
    await page.until("!document.querySelector('.cost-pane .alertbox')");
    expect(await loops()).toBe(order);
    expect(browser.problems).toEqual([]);
  });

  test('keys alone move a loop and a border, search the rest, and write a file that gives the same cost', async () => {
    await openNest();
    const best = await costs();
    await page.focus('[data-at="5"]');
    await browser.press(' ', 'Space', 32, ' ');
    await browser.press('ArrowDown', 'ArrowDown', 40);
    // With Shift, borders go to where the search puts them: a mapping file gives an order only.
    await pressWith(8, ' ', 'Space', 32);
    await page.until("document.querySelectorAll('.trail li').length === 2");
    expect(await loops()).toBe('K8 FX3 OX14 OY14 FY3 C8');
    expect(await page.text('main [role=status]')).toMatch(/^Dropped. Energy .* latency/);
    const dropped = await costs();
    expect(dropped).not.toEqual(best);

    await browser.press('ArrowRight', 'ArrowRight', 39);
    const end = `Number(document.querySelector('[data-border="W 0"]').dataset.end)`;
    expect(await browser.evaluate(end)).toBe(5);
    await pressWith(1, 'ArrowDown', 'ArrowDown', 40);
    await page.until(`${end} === 4`);
    expect(await costs()).not.toEqual(dropped);
    await page.click('[aria-label^="Undo: border of W"]');
    await page.until(`${end} === 5`);
    expect(await costs()).toEqual(dropped);

    await page.focus('[data-at="1"]');
    await browser.press('b', 'KeyB', 66, 'b');
    await page.until("document.querySelector('.trail')?.innerText.includes('best from FY')");
    expect((await costs())[0]).toBeLessThanOrEqual(dropped[0] ?? 0);
    expect(await loops()).toMatch(/ FY3 C8$/);
    await page.click('[aria-label^="Undo: best from"]');
    await page.until("document.querySelectorAll('.trail li').length === 2");

    await browser.press('m', 'KeyM', 77, 'm');
    await page.until("document.querySelector('.toast')?.innerText.includes('layer3.0/conv2')");
    await page.until("document.querySelector('.project .edited')");
    const totals = await page.totals();
    await page.until("document.querySelectorAll('.trail li').length === 1");
    expect(await costs()).toEqual(dropped);
    await browser.press('1', 'Digit1', 49, '1');
    await page.click('.files [role=tab]:nth-child(3)');
    await page.until("document.querySelector('.cm-content')?.innerText.includes('temporal_ordering')");
    const link = String(await browser.evaluate('location.hash'));
    const { mapping } = (await projectOfLink(link)).files;
    const text = mapping.source === 'text' ? mapping.text : '';
    const again = await run(parseYaml(text).data);
    expect(totals).toEqual({ energy: again.energy, latency: again.latency });
    expect([again.evaluations[LAYER - 1]?.latency, again.evaluations[LAYER - 1]?.energy]).toEqual(dropped);
    expect(browser.problems).toEqual([]);
  });
});
