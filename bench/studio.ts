import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getHardwarePerformance, parseYaml } from 'zigzag-ts';
import { withNumbers } from '../studio/text/numbers.ts';
import { Chromium, findChromium } from '../test/report/chromium.ts';
import { SITE_LIMITS, siteSize } from '../test/studio/site-size.ts';
import { StudioPage, serveStudio } from '../test/studio/studio-page.ts';
import { median, printRow } from './measure.ts';
import { framesOfDrag } from './nest-frames.ts';

/* The studio: how large it is, how soon it shows the first result, and how soon a slider shows the next. Beside each the search in Node. */

const ROUNDS = 5;
const STEPS = 12;
const WIDTHS = [44, 12, 12, 10];
const RESNET = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' };
const site = fileURLToPath(new URL('../dist-studio/', import.meta.url));

const files = readdirSync(site, { recursive: true, encoding: 'utf8', withFileTypes: true }).flatMap((entry) => {
  const path = join(entry.parentPath, entry.name);
  return entry.isFile() ? [[relative(site, path).replaceAll('\\', '/'), readFileSync(path)] as const] : [];
});
const size = siteSize(new Map(files));
printRow(WIDTHS, ['size, compressed', '', '', 'limit']);
const sizeRow = (title: string, name: keyof typeof SITE_LIMITS): void =>
  printRow(WIDTHS, [title, `${size[name].toFixed(0)} KiB`, '', `${SITE_LIMITS[name]} KiB`]);
sizeRow('what the first view loads', 'firstView');
sizeRow('the whole site without examples', 'whole');

const command = findChromium();
if (command === undefined) throw new Error('no Chromium found; install one or set CHROMIUM');

/** Milliseconds of a search in Node, of the process as warm as it is. */
async function searchInNode(size?: number): Promise<number> {
  const text = readFileSync(new URL('../examples/accelerators/tpu_like.yaml', import.meta.url), 'utf8');
  const accelerator = Object(
    parseYaml(size === undefined ? text : withNumbers(text, [['memories', 'sram_2MB', 'size']], size)).data,
  );
  const start = performance.now();
  await getHardwarePerformance({ ...RESNET, accelerator });
  return performance.now() - start;
}

const cold = await searchInNode();
for (let round = 0; round < 20; round++) await searchInNode();
const warm = median(await inTurn(ROUNDS, (round) => searchInNode(2 ** (23 - round))));

const served = await serveStudio([], true);
const loads = await inTurn(ROUNDS, async () => {
  const browser = await Chromium.start(command);
  const opened = new StudioPage(browser);
  const start = performance.now();
  await browser.open(served.address);
  await opened.totals();
  const time = performance.now() - start;
  await browser.close();
  return time;
});

const browser = await Chromium.start(command);
const studio = new StudioPage(browser);
await browser.resize(1440, 900);
await studio.open(served.address);
await studio.totals();
await studio.until("document.querySelectorAll('[role=slider]').length === 3");
// Until the curves are drawn, since their searches take the other core.
await studio.until("document.querySelectorAll('.track circle').length > 20", 30_000);
const steps = await inTurn(STEPS, async () =>
  Number(
    await browser.evaluate(`new Promise((resolve) => {
      const slider = document.querySelector('[role=slider]');
      const start = performance.now();
      const before = slider.getAttribute('aria-valuenow');
      slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
      const look = () => {
        const isNew = slider.getAttribute('aria-valuenow') !== before && document.querySelector('.state.settled');
        if (isNew && !document.querySelector('.total.old')) resolve(performance.now() - start);
        else if (performance.now() - start > 5000) resolve(NaN);
        else setTimeout(look);
      };
      setTimeout(look);
    })`),
  ),
);
const frames = (await framesOfDrag(browser, studio, served.address)).toSorted((a, b) => a - b);
await browser.close();
served.close();

const row = (name: string, time: number, inNode: number, limit: string): void =>
  printRow(WIDTHS, [
    name,
    `${time.toFixed(0)} ms`,
    `${inNode.toFixed(0)} ms`,
    `${(time / inNode).toFixed(1)}; ${limit}`,
  ]);
printRow(WIDTHS, ['time', 'studio', 'Node', 'ratio']);
row('cold load to the first result of ResNet-18', median(loads), cold, 'at most 8');
const known = steps.filter((step) => Number.isFinite(step));
row(`slider step to the new totals (${known.length} steps)`, median(known), warm, 'at most 3');

const quantile = (share: number): string => `${(frames[Math.floor(share * (frames.length - 1))] ?? NaN).toFixed(1)} ms`;
printRow(WIDTHS, ['frames of a drag in a nest of twenty loops', 'median', '95 %', 'longest']);
printRow(WIDTHS, [`${frames.length} frames; 16.7 ms is sixty a second`, quantile(0.5), quantile(0.95), quantile(1)]);

/** One after the other. */
async function inTurn(count: number, measure: (round: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) times.push(await measure(round));
  return times;
}
