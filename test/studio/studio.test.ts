import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getHardwarePerformance, type HardwarePerformanceOptions, parseYaml } from '../../src/index.ts';
import { exampleAddress } from '../../src/platform/example-addresses.ts';
import { linkOf } from '../../studio/link/link.ts';
import { FIRST_PROJECT, withText } from '../../studio/state/project.ts';
import { numberAt, withNumbers } from '../../studio/text/numbers.ts';
import { Chromium, findChromium } from '../report/chromium.ts';
import { type ServedStudio, StudioPage, serveStudio, TOKEN } from './studio-page.ts';

const command = findChromium();
if (command === undefined) {
  console.warn('the studio is not run: no Chromium found; install one or set CHROMIUM');
}

const TPU = readFileSync(exampleAddress('accelerators/tpu_like.yaml'), 'utf8');
const SIZE = ['memories', 'sram_2MB', 'size'];
const EYERISS = readFileSync(exampleAddress('accelerators/eyeriss_like.yaml'));

/** Energy and latency of the same inputs in Node. */
async function inNode(changes: Partial<HardwarePerformanceOptions> = {}) {
  const { energy, latency } = await getHardwarePerformance({
    workload: 'resnet18',
    accelerator: 'tpu_like',
    mapping: 'tpu_like',
    ...changes,
  });
  return { energy, latency };
}

const ofText = (text: string) => inNode({ accelerator: Object(parseYaml(text).data) });

describe.skipIf(command === undefined)('the studio in Chromium', () => {
  let browser: Chromium;
  let site: ServedStudio;
  let page: StudioPage;
  beforeAll(async () => {
    site = await serveStudio([
      { kind: 'accelerator', name: 'mine/eyeriss.yaml', isBuiltIn: false, read: async () => new Uint8Array(EYERISS) },
      { kind: 'mapping', name: 'eyeriss_like', isBuiltIn: true, read: async () => new Uint8Array() },
    ]);
    browser = await Chromium.start(command ?? '');
    page = new StudioPage(browser);
    await browser.resize(1440, 900);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });
  beforeEach(() => {
    browser.problems.length = 0;
    browser.requests.length = 0;
  });

  const valueOfSlider = async (): Promise<number> =>
    Number(await browser.evaluate("document.querySelector('[role=slider]').getAttribute('aria-valuenow')"));

  // One page after the other is slow, so these tests share one and leave it as it was.
  test('starts with a result, and asks nobody but its own server', async () => {
    await page.open(site.address);
    expect(await page.totals()).toEqual(await inNode());
    // The first visit begins with the gallery.
    await page.until("document.querySelector('.tiles')?.innerText.includes('eyeriss_like')");
    await page.click('.memory-drawing [aria-label^=dram]');
    await page.until("document.querySelector('.crumb')?.innerText.includes('dram')");
    await page.until("document.querySelectorAll('[role=slider]').length === 3");
    await page.until("document.querySelector('.cm-content')?.innerText.includes('operational_array')");
    expect(browser.requests.filter((url) => !/^(about|data):/.test(url) && !url.startsWith(site.address))).toEqual([]);
    expect(browser.problems).toEqual([]);
  });

  test('a slider changes the file by key and by drag; results follow, and one drag is one step', async () => {
    await page.click('.against .btn');
    await page.focus('[role=slider][aria-label="SRAM size"]');
    await browser.press('ArrowLeft', 'ArrowLeft', 37);
    await page.until("document.querySelector('.project .edited')");
    const value = await valueOfSlider();
    expect(value).toBe(1.75 * 2 ** 23);
    expect(await page.totals()).toEqual(await ofText(withNumbers(TPU, [SIZE], value)));

    await page.drag('[role=slider]', 0.8, 0.3);
    await page.until("document.querySelector('[role=slider]').getAttribute('aria-valuenow') < 8388608");
    const dragged = await valueOfSlider();
    expect(await page.totals()).toEqual(await ofText(withNumbers(TPU, [SIZE], dragged)));
    expect(await page.text('.total .delta')).toMatch(/%/);
    await page.click('[aria-label^="Undo"]');
    expect(await valueOfSlider()).toBe(value);
    await page.click('[aria-label^="Undo"]');
    expect(await valueOfSlider()).toBe(2 ** 24);
    expect(browser.problems).toEqual([]);
  });

  test('an error of a file is told with its code and place, and no number is mixed with it', async () => {
    await page.totals();
    await page.replaceText(TPU.replaceAll('bandwidth_max', 'bandwith_max'));
    await page.until("document.querySelector('.state.refused') && document.querySelector('.problems .alertbox')");
    expect(await page.text('.problems')).toMatch(/bandwith_max.*ZZ2\d\d\d/s);
    expect(await page.text('.total')).toMatch(/9 errors/);
    expect(await page.text('.results-pane .head')).toContain('of the state before');
    await page.click('.problems .btn');
    // One of nine is mended.
    await page.until("document.querySelector('.files').innerText.includes('8 errors')");
    expect(browser.problems).toEqual([]);
  });

  test('an edit gives the result of Node to the bit, can be undone, and is in the link', async () => {
    const edited = withNumbers(withNumbers(TPU, [SIZE], 2 ** 22), [['memories', 'dram', 'r_cost']], 650);
    await page.replaceText(edited);
    const changed = await page.totals();
    expect(changed).toEqual(await ofText(edited));
    await page.until("location.hash.includes(';A=')");
    const link = String(await browser.evaluate('location.href'));
    for (let step = 0; step < 3; step++)
      await page.click('[aria-label^="Undo: typing"], [aria-label^="Undo: bandwith"]');
    expect(await page.totals()).toEqual(await inNode());
    expect(await page.text('.cm-content')).toContain('r_cost: 700');

    await page.open(link);
    expect(await page.totals()).toEqual(changed);
    expect(browser.problems).toEqual([]);
  });

  test('commands are found by name, and every number opens its explanation', async () => {
    await page.click('[aria-label="All commands"]');
    await page.focus('.commands input');
    await browser.send('Input.insertText', { text: 'explain sram' });
    await page.until(
      "document.querySelector('[role=option][aria-selected=true]')?.innerText.includes('energy.sram_2MB')",
    );
    await browser.press('Enter', 'Enter', 13, '\r');
    await page.until("document.querySelector('.explanation .formula')?.innerText.includes('sram_2MB')");
    await page.click('.tabs button');
    await page.click('.layers tbody tr:nth-child(3) .number[title*="explain"]');
    await page.until("document.querySelector('.explanation .formula')?.innerText.includes('E_op')");
    await page.click('.tabs button');
    expect(browser.problems).toEqual([]);
  });

  test('files that are dropped are read in their roles', async () => {
    const model = readFileSync(exampleAddress('workloads/alexnet.onnx')).toString('base64');
    await browser.evaluate(`(async () => {
      const bytes = Uint8Array.from(atob('${model}'), (letter) => letter.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], 'mine.onnx'));
      files.items.add(new File([${JSON.stringify(TPU)}], 'any.yaml'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
    })()`);
    await page.until("document.querySelector('.project').innerText.includes('mine.onnx')");
    expect(await page.text('.project')).toContain('any.yaml');
    expect(await page.totals()).toEqual(await inNode({ workload: 'alexnet' }));
    expect(browser.problems).toEqual([]);
  });

  test('a language model is a workload by name, and a wrong key is told with what is meant', async () => {
    const useModel = async (name: string): Promise<void> => {
      await page.focus('.language-model input');
      await browser.evaluate("document.querySelector('.language-model input').select()");
      await browser.send('Input.insertText', { text: name });
      await browser.press('Enter', 'Enter', 13, '\r');
    };
    await page.open(`${site.address}#v1;w=gemm;a=generic_array;m=generic_array`);
    await page.totals();
    await page.click('.files .open');
    await page.until("document.querySelectorAll('#language-models option').length > 40");
    await useModel('gpt2:decode,context=64');
    expect(await page.totals()).toEqual(
      await inNode({ workload: 'gpt2:decode,context=64', accelerator: 'generic_array', mapping: 'generic_array' }),
    );
    expect(await page.text('.total:nth-child(6)')).toMatch(/^Cycles per token/);
    await page.click('.files [role=tab]');
    await page.until("document.querySelector('.model-note')?.innerText.includes('lm_head')");
    await useModel('gpt2:decode,contxt=64');
    await page.until("document.querySelector('.problems')?.innerText.includes('ZZ3402')");
    expect(await page.text('.problems')).toContain('context');
    expect(browser.problems).toEqual([]);
  });

  test('a language model has its tokens per second beside the totals, against A and on narrow screens', async () => {
    const run = { workload: 'gpt2:decode,context=64,batch=4', accelerator: 'edge_lpddr5', mapping: 'edge_lpddr5' };
    const files = (workload: string) => ({
      workload: { source: 'built-in', name: workload } as const,
      accelerator: { source: 'built-in', name: run.accelerator } as const,
      mapping: { source: 'built-in', name: run.mapping } as const,
    });
    const pinned = { ...FIRST_PROJECT, files: files('gpt2:decode,context=64'), name: 'one sequence' };
    const { text } = await linkOf({ ...FIRST_PROJECT, sliders: [], files: files(run.workload), pinned });
    await page.open(`${site.address}#${text}`);
    await page.totals();
    const { languageModel } = await getHardwarePerformance(run);
    const rate = languageModel?.quantities.find(({ name }) => name === 'tokens_per_second')?.value;
    await page.until("document.querySelector('.total:nth-child(6) .delta .gain')");
    expect(await browser.evaluate("document.querySelector('.total:nth-child(6) strong').dataset.value")).toBe(
      String(rate),
    );
    expect(await page.text('.total:nth-child(6)')).toMatch(/^Tokens per second.*tokens\/s.*was [\d.]+.tokens\/s$/s);
    expect(await browser.evaluate("document.querySelector('.total:nth-child(6)').title")).toMatch(
      /batch 4.*time per output token.*mJ per token.*fit into dram/s,
    );
    expect(await page.text('.whole-model')).toMatch(/fit into dram/);
    for (const width of [1440, 1280, 390]) {
      await browser.resize(width, 900);
      const inside = `[...document.querySelectorAll('.totals *')].every((e) => e.getBoundingClientRect().right <= ${width})`;
      expect(await browser.evaluate(`${inside} && document.documentElement.scrollWidth === ${width}`)).toBe(true);
      expect(await browser.evaluate("document.querySelector('.total:nth-child(6)').offsetWidth")).toBeGreaterThan(100);
    }
    await browser.resize(1440, 900);
    expect(browser.problems).toEqual([]);
  });

  test('files of the command are opened, for whoever has the token', async () => {
    await page.open(`${site.address}#files=${TOKEN}`);
    await page.until("document.querySelector('.project')?.innerText.includes('eyeriss.yaml')");
    expect(await page.totals()).toEqual(await inNode({ accelerator: 'eyeriss_like', mapping: 'eyeriss_like' }));
    expect((await fetch(`${site.address}files/${TOKEN}x/accelerator`)).status).toBe(404);
    expect(browser.problems).toEqual([]);
  });

  test('names and texts that look like markup are shown as text', async () => {
    const hostile = '<img src=x onerror="window.bad=1"><script>window.bad=1</script>';
    const named = TPU.replaceAll('sram_2MB', `"${hostile.replaceAll('"', "'")}"`);
    const project = withText(
      { ...FIRST_PROJECT, files: { ...FIRST_PROJECT.files, accelerator: { source: 'text', name: hostile, text: '' } } },
      'accelerator',
      named,
    );
    const { text } = await linkOf({ ...project, pinned: { ...FIRST_PROJECT, name: hostile } });
    await page.open(`${site.address}#${text}`);
    await page.until("document.querySelector('.state.settled, .state.refused')");
    await page.until("document.querySelector('.cm-content')");
    expect(await page.text('.project')).toContain(hostile);
    expect(await browser.evaluate("window.bad ?? document.querySelectorAll('#app img[src], #app script').length")).toBe(
      0,
    );
    expect(browser.problems).toEqual([]);
  });
});

test('the stops of a slider are what the file then has', () => {
  expect(numberAt(withNumbers(TPU, [SIZE], 1.75 * 2 ** 23), SIZE)).toBe(1.75 * 2 ** 23);
});
