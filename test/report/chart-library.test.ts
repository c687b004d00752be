import { parseHTML } from 'linkedom';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { hardwareScatterChart } from '../../src/charts/scatter/hardware-scatter.ts';

const POINTS = [
  { label: 'a', energy: 1, latency: 2 },
  { label: 'b', energy: 2, latency: 1 },
];

describe('chart library', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const freshLibrary = async () => {
    vi.resetModules();
    const { loadChartLibrary } = await import('../../src/charts/drawing/chart-library.ts');
    return loadChartLibrary;
  };

  test('is loaded once', async () => {
    const load = await freshLibrary();
    expect(load()).toBe(load());
    expect(await load()).toBe(await load());
  });

  test('draws the same in a page and without one, and leaves the page alone', async () => {
    const without = hardwareScatterChart(await (await freshLibrary())(), POINTS);
    const { document } = parseHTML('<!doctype html><html><body></body></html>');
    const created = vi.spyOn(document, 'createElementNS');
    vi.stubGlobal('document', document);
    const within = hardwareScatterChart(await (await freshLibrary())(), POINTS);
    expect(within).toBe(without);
    expect(created).toHaveBeenCalled();
    expect(document.body.childNodes.length).toBe(0);
  });
});
