import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepResults } from '../../src/index.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { linkOf } from '../../studio/link/link.ts';
import { projectFileText } from '../../studio/link/project-file.ts';
import { FIRST_PROJECT, type Project, withText } from '../../studio/state/project.ts';
import { FIRST_PLAN, withValues } from '../../studio/state/sweep-plan.ts';
import { sweepFileText } from '../../studio/sweep/sweep-file.ts';
import { suggestedSliders } from '../../studio/text/slider-choice.ts';
import { Chromium, findChromium } from '../report/chromium.ts';
import { LOW_CONTRAST } from '../report/low-contrast.ts';
import { LAYERS } from './small-project.ts';
import { type ServedStudio, StudioPage, serveStudio } from './studio-page.ts';

const command = findChromium();
if (command === undefined) {
  console.warn('sweeps of the studio are not run: no Chromium found; install one or set CHROMIUM');
}

const TPU = readFileSync('examples/accelerators/tpu_like.yaml', 'utf8');
const [size, , array] = suggestedSliders(TPU);
if (size === undefined || array === undefined) throw new Error('the example has sliders');
const SIZES = [18, 19, 20, 21, 22, 23].map((power) => 2 ** power);
const SIDES = [8, 16, 32];

/** A layer on small arrays: enough designs for two workers. */
const PROJECT: Project = {
  ...withText(FIRST_PROJECT, 'workload', LAYERS),
  sliders: [size, array],
  sweep: withValues(withValues(FIRST_PLAN, size, SIZES), array, SIDES),
};

describe.skipIf(command === undefined)('sweep, compare and share in Chromium', () => {
  let browser: Chromium;
  let site: ServedStudio;
  let page: StudioPage;
  let link = '';
  beforeAll(async () => {
    site = await serveStudio();
    browser = await Chromium.start(command ?? '');
    page = new StudioPage(browser);
    await browser.resize(1440, 900);
    link = `${site.address}#${(await linkOf(PROJECT)).text}`;
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  const count = (selector: string): Promise<unknown> =>
    browser.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);

  test('a sweep runs on workers, is that of the command, and its designs can be loaded and compared', async () => {
    await page.open(link);
    const first = await page.totals();
    await browser.press('3', 'Digit3', 51, '3');
    await page.until("document.querySelectorAll('.chip').length > 8");
    await browser.press('r', 'KeyR', 82, 'r');
    // The sweep goes on while another view is open, and its tab says so.
    await browser.press('4', 'Digit4', 52, '4');
    await page.until("document.querySelector('.tabs .pill')?.innerText.includes('/ 18')");
    await page.until("!document.querySelector('.tabs .pill')");
    await browser.press('3', 'Digit3', 51, '3');
    await page.until("document.querySelector('.progress')?.parentElement.innerText.includes('18 of 18 designs')");
    expect(await page.text('.param.last')).toContain('2 workers');

    // The same points as from the file that the page saves.
    const text = sweepFileText(PROJECT, true);
    const files = {
      ...platformFiles,
      exists: async (path: string) => ['sweep.yaml', 'workload.yaml'].includes(path),
      read: async (path: string) => new TextEncoder().encode(path === 'sweep.yaml' ? text : LAYERS),
    };
    const { best, front, points } = await sweepResults({ sweep: 'sweep.yaml', files, workers: 1 });
    expect(await count('.table-box tbody tr')).toBe(points.filter(({ status }) => status === 'costed').length);
    expect(await page.text('.chosen h2')).toMatch(new RegExp(`^Design ${best}: array \\d+, `));
    expect(await count('.scatter .front-dot')).toBe(front.length);

    // Keys walk along the front; Enter loads.
    await page.focus('.scatter');
    await browser.press('ArrowLeft', 'ArrowLeft', 37);
    await browser.press('ArrowRight', 'ArrowRight', 39);
    await browser.press('Enter', 'Enter', 13);
    await page.until("document.querySelector('.toast')?.innerText.includes('Loaded design')");
    const point = points.find(({ point: number }) => number === best);
    if (point?.status !== 'costed') throw new Error('the best design has figures');
    const { energy, latency } = point.quantities;
    expect(await page.totals()).toEqual({ energy, latency });
    expect(await count('.param .alertbox')).toBe(0);
    await page.click('[aria-label^="Undo"]');
    expect(await page.totals()).toEqual(first);

    // What is on screen becomes A, the design B.
    await page.focus('.scatter');
    await browser.press('c', 'KeyC', 67, 'c');
    await page.until("document.querySelector('.panes.compare')");
    expect(await page.totals()).toEqual({ energy, latency });
    await page.until("/same best nest|another best nest/.test(document.querySelector('.head.below')?.innerText)");
    expect(await page.text('.compare .lead')).toMatch(/^B needs .+ (less|more) \(/);
    expect(await page.text('.changes')).toContain('auto_cost_extraction: true');
    await browser.press('x', 'KeyX', 88, 'x');
    expect(await page.totals()).toEqual(first);
    await browser.press('x', 'KeyX', 88, 'x');
    expect(await page.totals()).toEqual({ energy, latency });
    expect(browser.problems).toEqual([]);
  });

  test('the link of the panel opens the same state with the same result', async () => {
    const before = await page.totals();
    await page.click('.top .btn.primary');
    await page.until("document.querySelector('.link-field')?.value.includes('#v1;')");
    const shared = String(await browser.evaluate("document.querySelector('.link-field').value"));
    expect(shared).toBe(await browser.evaluate('location.href'));
    expect(await page.text('.share-panel')).toMatch(
      /zigzag run --workload workload\.yaml --accelerator accelerator\.yaml --mapping \S+ --opt EDP/,
    );
    expect(await page.text('.share-panel')).toContain('Nothing is uploaded.');
    await page.open(shared);
    expect(await page.totals()).toEqual(before);
    await page.until("document.querySelector('.against .tag')");
    expect(await browser.evaluate('location.href')).toBe(shared);
    expect(browser.requests.filter((url) => !/^(about|data|blob):/.test(url) && !url.startsWith(site.address))).toEqual(
      [],
    );
    expect(browser.problems).toEqual([]);
  });

  test('a saved project is opened by dropping it, and a pasted link becomes A', async () => {
    const text = projectFileText({ ...PROJECT, run: { ...PROJECT.run, objective: 'energy' } });
    await browser.evaluate(`(() => {
      const files = new DataTransfer();
      files.items.add(new File([${JSON.stringify(text)}], 'mine.json'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
    })()`);
    await page.until("document.querySelector('.toast')?.innerText.includes('Opened the project mine.json')");
    const opened = await page.totals();
    await browser.press('4', 'Digit4', 52, '4');
    await page.focus('.paste .field');
    await browser.send('Input.insertText', { text: link });
    await browser.press('Enter', 'Enter', 13, '\r');
    await page.until("document.querySelector('.layers-of-both')");
    expect(await page.totals()).toEqual(opened);
    expect(await page.text('.changes')).toContain('best energy instead of latency');
    expect(browser.problems).toEqual([]);
  });

  test('names that look like markup are shown as text, in colours that stand out', async () => {
    const memory = '<img/src=x>';
    const hostile = TPU.replaceAll('sram_2MB', `"${memory}"`);
    const [own] = suggestedSliders(hostile);
    if (own === undefined) throw new Error('the accelerator has a slider');
    const plan = withValues(FIRST_PLAN, own, SIZES.slice(0, 2));
    const project = { ...withText(PROJECT, 'accelerator', hostile), sliders: [own], sweep: plan };
    await page.open(`${site.address}#${(await linkOf({ ...project, pinned: { ...PROJECT, name: memory } })).text}`);
    await page.totals();
    await browser.press('r', 'KeyR', 82, 'r');
    await page.until("document.querySelector('.progress')?.parentElement.innerText.includes('2 of 2 designs')");
    await page.until("document.querySelector('.scatter .front-dot')");
    await browser.press('4', 'Digit4', 52, '4');
    await page.until("document.querySelector('.layers-of-both')");
    expect(await page.text('.compare')).toContain(memory);
    for (const [scheme, key] of [
      ['light', 4],
      ['light', 3],
      ['dark', 3],
      ['dark', 4],
    ] as const) {
      await browser.prefer(scheme);
      await browser.press(String(key), `Digit${key}`, 48 + key, String(key));
      await page.until(`document.querySelector('.panes.${key === 3 ? 'sweep' : 'compare'} .pane')`);
      expect(await browser.evaluate(LOW_CONTRAST), `view ${key}, ${scheme}`).toEqual([]);
    }
    expect(await count('#app img')).toBe(0);
    expect(browser.problems).toEqual([]);
  });

  test('on a phone no view is wider than the screen', async () => {
    await browser.resize(390, 844);
    for (const key of ['3', '4']) {
      await browser.press(key, `Digit${key}`, 48 + Number(key), key);
      await page.until(`document.querySelector('.panes.${key === '3' ? 'sweep' : 'compare'} .pane')`);
      expect(await browser.evaluate('document.documentElement.scrollWidth'), `view ${key}`).toBeLessThanOrEqual(390);
    }
  });
});
