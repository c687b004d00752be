import { beforeAll, describe, expect, test } from 'vitest';
import { CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import { reportHtml } from '../../src/page/index.ts';
import { decodeResults, type StoredRun } from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import { all, type PageElement, parsePage, valuesOf } from './page-element.ts';
import { HOSTILE, hostileRun, storedRun } from './stored-run.ts';

const RUNS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['an ordinary array', { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 3 }],
  ['one memory level', { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', lpfLimit: 3 }],
  [
    'data locality, which takes memories out',
    { workload: 'alexnet', accelerator: 'meta_prototype', mapping: 'meta_prototype_like', exploitDataLocality: true },
  ],
  [
    'an in-memory-computing array',
    { workload: 'alexnet', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true, lpfLimit: 4 },
  ],
];

const UNIT =
  /(pJ|nJ|µJ|mJ|J|[kMGT]?cycles?|bit|[KMGT]iB|words?|elements?|MAC|ns|µs|ms|s|[µm]?W|mm²|units?|%|\/cycle|\/W|traffic|slack|stall|none)$/;

interface Page {
  readonly root: PageElement;
  readonly text: string;
}

function pageOf(run: StoredRun): Page {
  const text = reportHtml(run);
  return { text, root: parsePage(text) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe.each(RUNS)('report of %s', (_, options) => {
  let run: StoredRun;
  let page: Page;
  beforeAll(async () => {
    run = await storedRun(options);
    page = pageOf(run);
  });

  test('has a row and details for every layer, and all parts under headings in order', () => {
    const { root } = page;
    expect(all(root, '#layer-table tbody tr')).toHaveLength(run.evaluations.length);
    for (const link of all(root, '#layer-table tbody a, .highlights a')) {
      const target = root.querySelector(link.getAttribute('href') ?? '');
      expect(target?.closest('details.layer')).toBeTruthy();
    }
    for (const layer of all(root, 'details.layer')) {
      for (const part of ['.nest', '.hierarchy', '.bar']) expect(layer.querySelector(part)).toBeTruthy();
    }
    const levels = all(root, 'h1,h2,h3,h4,h5').map(({ localName }) => Number(localName[1]));
    expect(levels[0]).toBe(1);
    levels.slice(1).forEach((level, index) => {
      expect(level).toBeLessThanOrEqual((levels[index] ?? 0) + 1);
      expect(level).toBeGreaterThan(1);
    });
    const ids = all(root, '[id]').map((element) => element.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives every figure a unit, in its text or in the heading of its column or table', () => {
    const figures = all(page.root, 'data');
    expect(figures.length).toBeGreaterThan(50);
    for (const figure of figures) {
      const cell = figure.closest('td');
      const table = figure.closest('table');
      if (UNIT.test(figure.textContent.trim()) || figure.closest('#layer-table tbody th')) continue;
      const column = [...(cell?.parentElement?.children ?? [])].indexOf(cell ?? figure);
      const headings = all(table, 'thead th').map(({ textContent }) => textContent);
      expect(
        [headings[column], headings[0]].some((heading) => /\(.+\)/.test(heading ?? '')),
        figure.outerHTML,
      ).toBe(true);
    }
    expect(page.root.querySelector('main')?.textContent.match(/.{30}(NaN|undefined|\[object)/)).toBe(null);
  });

  test('sums what it shows', () => {
    const { root } = page;
    const { total } = run;
    const headings = all(root, '#layer-table thead th').map(({ textContent }) => textContent);
    for (const [start, expected] of [
      ['energy', total.energy],
      ['latency', total.latency],
    ] as const) {
      const column = headings.findIndex((heading) => heading.startsWith(start)) + 1;
      const cells = (rows: string) => all(root, `#layer-table ${rows} tr > :nth-child(${column}) > data`);
      const values = valuesOf(cells('tbody'));
      expect(values).toHaveLength(run.evaluations.length);
      expect(sum(values)).toBeCloseTo(expected, 3);
      expect(valuesOf(cells('tfoot'))[0]).toBe(expected);
    }
    const [energy, latency] = all(root, '#overview .columns table');
    for (const [table, expected] of [
      [energy, total.energy],
      [latency, total.latency],
    ] as const) {
      const sums = valuesOf(all(table, 'tbody tr > :nth-last-child(2)'));
      const [shown = 0] = valuesOf(all(table, 'tfoot tr > :nth-last-child(2)'));
      expect(Math.abs(sum(sums) / expected - 1)).toBeLessThan(1e-9);
      expect(Math.abs(shown / expected - 1)).toBeLessThan(1e-9);
    }
  });

  test('shows every temporal loop beside one memory of every operand', () => {
    for (const nest of all(page.root, '.nest:not(.spatial-loops)')) {
      const rows = all(nest, 'tbody tr');
      const operands = all(nest, 'thead th').length - 1;
      const spans = all(nest, 'tbody td').map((cell) => Number(cell.getAttribute('rowspan') ?? 1));
      expect(sum(spans)).toBe(rows.length * operands);
    }
  });

  test('is the same for equal documents but for the time of the run', () => {
    expect(reportHtml(run)).toBe(page.text);
    const later = { ...run, document: { ...run.document, created: '2031-01-01T00:00:00.000Z' } };
    expect(reportHtml(later).replaceAll(later.document.created, run.document.created)).toBe(page.text);
  });

  test('refers to nothing outside itself', () => {
    const { root, text } = page;
    for (const element of all(root, '[src],[href],link,iframe,object,use,image')) {
      expect(element.getAttribute('href')).toMatch(/^#/);
    }
    expect(text).not.toMatch(/@import|url\((?!#)/);
    expect(text).not.toMatch(/ style="| on[a-z]+="/);
    expect(root.querySelector('meta[http-equiv]')?.getAttribute('content')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}='; /,
    );
  });
});

test('of MobileNetV2 is smaller than 2 MB and shows equal layers once', async () => {
  const run = await storedRun({ workload: 'mobilenetv2', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 3 });
  const { text, root } = pageOf(run);
  expect(run.evaluations).toHaveLength(53);
  expect(new TextEncoder().encode(text).length).toBeLessThan(2_000_000);
  const details = all(root, 'details.layer');
  expect(details.length).toBeLessThan(53);
  const numbers = all(root, '#layer-table tbody a').map((link) => link.getAttribute('href'));
  expect(new Set(numbers).size).toBe(details.length);
});

test('names layers that do not fit, with the reason and the remedy', async () => {
  const { document, ...run } = await storedRun({ workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' });
  const diagnostic = { code: 'ZZ4411', severity: 'error' as const, message: 'too large by 8 bits', hint: 'enlarge it' };
  const { text } = pageOf({ ...run, document: { ...document, infeasible: [{ name: 'huge', diagnostic }] } });
  expect(text).toContain('Left out: huge, no mapping fits.');
  expect(text).toMatch(/too large by 8 bits.*enlarge it/);
});

test('of a run is the same as that of its results read back', async () => {
  const options = { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 4 };
  const { total, evaluations, ...performance } = await getHardwarePerformance(options);
  const document = await resultsDocument({ total, evaluations, ...performance }, options, new Date(0));
  expect(reportHtml({ document, total, evaluations })).toBe(
    reportHtml(decodeResults(JSON.parse(JSON.stringify(document)))),
  );
});

test('shows text of users as text', async () => {
  const { root, text } = pageOf(await hostileRun());
  expect(all(root, 'img')).toHaveLength(0);
  expect(all(root, 'script')).toHaveLength(1);
  expect(all(root, '[onclick],[onerror]')).toHaveLength(0);
  expect(text).not.toContain('<img');
  expect(root.querySelector('pre')?.textContent).toBe(HOSTILE);
  expect(root.querySelector('.definition dd')?.textContent).toBe(HOSTILE);
});

test('of a workload without layers says so', async () => {
  const run = await storedRun({ workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', lpfLimit: 3 });
  const total = new CumulativeCME();
  const { sha256: _, ...document } = { ...run.document, energy: 0, latency: 0, total: total.toJSON(), layers: [] };
  const { root } = pageOf(decodeResults({ ...document, accelerators: [] }));
  expect(root.querySelector('#overview')?.textContent).toContain('The workload has no layers.');
  expect(root.querySelector('main')?.textContent.includes('NaN')).toBe(false);
});
