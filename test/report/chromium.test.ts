import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/page/index.ts';
import { Chromium, findChromium } from './chromium.ts';
import { LOW_CONTRAST } from './low-contrast.ts';
import { hostileRun, storedRun } from './stored-run.ts';

const command = findChromium();
if (command === undefined) {
  console.warn('the page of a run is not tested in a browser: no Chromium found; install one or set CHROMIUM');
}

describe.skipIf(command === undefined)('the report in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  let browser: Chromium;
  const addressOf = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return pathToFileURL(file).href;
  };
  let address: string;
  let hostileAddress: string;

  beforeAll(async () => {
    const run = await storedRun({ workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 3 });
    address = addressOf('report.html', reportHtml(run));
    hostileAddress = addressOf('hostile.html', reportHtml(await hostileRun()));
    browser = await Chromium.start(command ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const column = (index: number): Promise<unknown> =>
    browser.evaluate(
      `[...document.querySelectorAll('#layer-table tbody tr')].map((row) => Number(row.cells[${index}].querySelector('data').value))`,
    );
  const openAllLayers = () => browser.evaluate("document.getElementById('open-all').click()");

  test.each(['report', 'hostile'])('loads without an error and without asking for anything else: %s', async (name) => {
    browser.requests.length = 0;
    const url = name === 'report' ? address : hostileAddress;
    await browser.open(url);
    await openAllLayers();
    expect(await browser.evaluate('document.querySelectorAll("details.layer:not([open])").length')).toBe(0);
    expect(await browser.evaluate('typeof window.broken')).toBe('undefined');
    expect(browser.problems).toEqual([]);
    expect(browser.requests).toEqual([url]);
  });

  test('blocks scripts that are not its own', async () => {
    await browser.open(address);
    await browser.evaluate(
      "{const script = document.createElement('script'); script.textContent = 'window.foreign = 1'; document.body.append(script)}",
    );
    expect(await browser.evaluate('typeof window.foreign')).toBe('undefined');
    browser.problems.length = 0;
  });

  test('sorts its layers by keyboard', async () => {
    await browser.open(address);
    const energies = await column(3);
    if (!Array.isArray(energies)) throw new Error('no energies');
    const descending = energies.toSorted((a, b) => b - a);
    expect(energies).not.toEqual(descending);
    const heading = "document.querySelectorAll('#layer-table thead th')[3]";
    await browser.evaluate(`${heading}.previousElementSibling.querySelector('button').focus()`);
    await browser.press('Tab', 'Tab', 9);
    expect(await browser.evaluate(`document.activeElement === ${heading}.querySelector('button')`)).toBe(true);
    await browser.press('Enter', 'Enter', 13, '\r');
    expect(await column(3)).toEqual(descending);
    expect(await browser.evaluate(`${heading}.getAttribute('aria-sort')`)).toBe('descending');
    await browser.press(' ', 'Space', 32, ' ');
    expect(await column(3)).toEqual(descending.toReversed());
    expect(await browser.evaluate(`${heading}.getAttribute('aria-sort')`)).toBe('ascending');
    expect(await browser.evaluate("document.getElementById('announcement').textContent")).toMatch(/^Sorted by energy/);
  });

  test('shows its tables whole in usual widths', async () => {
    const cutOff = (tables: string) =>
      browser.evaluate(
        `[...document.querySelectorAll('${tables}')].map((table) => table.closest('.scroll') ?? table.parentElement).filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent.slice(0, 40) + ' ' + box.scrollWidth + ' of ' + box.clientWidth)`,
      );
    await browser.open(address);
    await browser.resize(1200, 800);
    expect(await cutOff('table.figures')).toEqual([]);
    await browser.resize(500, 800);
    expect(await cutOff('#overview table.figures')).toEqual([]);
    await browser.resize(1280, 800);
  });

  test('filters its layers', async () => {
    await browser.open(address);
    const shown = 'document.querySelectorAll("#layer-table tbody tr:not([hidden])").length';
    await browser.evaluate(
      "{const filter = document.getElementById('filter'); filter.value = 'fc gemm'; filter.dispatchEvent(new Event('input'))}",
    );
    expect(await browser.evaluate(shown)).toBe(1);
  });

  test('opens the details of a layer that a link leads to', async () => {
    await browser.open(address);
    await browser.evaluate("document.querySelector('#layer-table tbody tr:last-child a').click()");
    await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
    expect(await browser.evaluate('document.querySelector(location.hash).closest("details").open')).toBe(true);
  });

  test('is complete without its script: nothing to operate, and links still open details', async () => {
    await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
    await browser.open('about:blank');
    await browser.open(`${address}#layer-0`);
    expect(await browser.evaluate('document.querySelectorAll("button").length')).toBeGreaterThan(0);
    expect(
      await browser.evaluate(
        '[...document.querySelectorAll("button,input")].filter((e) => e.checkVisibility()).length',
      ),
    ).toBe(0);
    expect(await browser.evaluate('document.querySelector("#layer-0").closest("details").open')).toBe(true);
    await browser.send('Emulation.setScriptExecutionDisabled', { value: false });
  });

  test.each([360, 768, 1280])('needs no sideways scrolling at %d pixels', async (width) => {
    await browser.resize(width, 800);
    for (const url of [address, hostileAddress]) {
      await browser.open(url);
      await openAllLayers();
      await browser.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      const overflow = await browser.evaluate(
        "[...document.querySelectorAll('body *')].filter((e) => !e.closest('.scroll,.skip,.announcement') && e.getBoundingClientRect().right > innerWidth + 0.5).map((e) => e.outerHTML.slice(0, 80))",
      );
      expect(overflow).toEqual([]);
      expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  test('follows the appearance of the system, and its own switch', async () => {
    await browser.resize(1280, 800);
    await browser.open(address);
    const ground = (): Promise<unknown> => browser.evaluate('getComputedStyle(document.body).backgroundColor');
    await browser.prefer('light');
    const light = await ground();
    const lightPicture = await browser.screenshot();
    await browser.prefer('dark');
    const dark = await ground();
    expect(dark).not.toBe(light);
    expect((await browser.screenshot()).equals(lightPicture)).toBe(false);
    await browser.evaluate("document.getElementById('theme').click()");
    expect(await ground()).toBe(light);
    await browser.evaluate("document.getElementById('theme').click()");
    expect(await ground()).toBe(dark);
  });

  test.each(['light', 'dark'] as const)('has texts that stand out from their ground: %s', async (scheme) => {
    await browser.prefer(scheme);
    await browser.open(address);
    expect(await browser.evaluate(LOW_CONTRAST)).toEqual([]);
  });

  test('prints, with the details of all layers', async () => {
    await browser.prefer('dark');
    await browser.open(address);
    const pdf = await browser.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await openAllLayers();
    const opened = await browser.pdf();
    const pages = (file: Buffer): number => file.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages(pdf)).toBeGreaterThan(5);
    expect(pages(pdf)).toBe(pages(opened));
  });
});
