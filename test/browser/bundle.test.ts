import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'vite';
import { describe, expect, test } from 'vitest';

/* Everything but file access, command line and workers must run unchanged in a browser. */

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The library as one script for a page. */
async function bundle(): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '#platform': `${root}src/platform/browser.ts` } },
    build: {
      write: false,
      minify: false,
      lib: { entry: `${root}src/index.ts`, formats: ['iife'], name: 'zigzag', fileName: 'zigzag' },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const [chunk] = outputs.flatMap((output) => ('output' in output ? output.output : []));
  if (chunk?.type !== 'chunk') throw new Error('the bundler gave no script');
  return chunk.code;
}

describe('the library in a browser', () => {
  test('needs nothing of Node and gives the same figures', async () => {
    const code = await bundle();
    expect(code).not.toMatch(/(from|require\()\s*["']node:/);

    // A global scope with what pages have, and nothing else.
    const page = vm.createContext({
      AbortController,
      TextDecoder,
      TextEncoder,
      URL,
      performance,
      setTimeout,
      console,
      model: new Uint8Array(readFileSync(`${root}examples/workloads/resnet18.onnx`)),
      accelerator: readFileSync(`${root}examples/accelerators/tpu_like.yaml`, 'utf8'),
      mapping: readFileSync(`${root}examples/mappings/tpu_like.yaml`, 'utf8'),
    });
    vm.runInContext(code.replaceAll('import.meta.url', '"https://page/zigzag.js"'), page);
    const performanceOfPage: unknown = await vm.runInContext(
      `zigzag.getHardwarePerformance({
        workload: new Uint8Array(model),
        accelerator: zigzag.parseYaml(accelerator).data,
        mapping: zigzag.parseYaml(mapping).data,
      }).then(({ energy, latency, uncosted }) => JSON.stringify({ energy, latency, operators: uncosted.length }))`,
      page,
    );
    expect(vm.runInContext('zigzag.estimateMemoryCost({ sizeBits: 1024, readWidthBits: 8 }).readEnergyPj', page)).toBe(
      1000 * 7.39625e-5,
    );
    expect(JSON.parse(String(performanceOfPage))).toEqual({
      energy: expect.closeTo(1871436380.656, 3),
      latency: 3703960.5,
      operators: 5,
    });

    const results: unknown = await vm.runInContext(
      `zigzag.sweepResults({
        workers: 1,
        files: {
          exists: async () => false,
          list: async () => [],
          resolve: (path) => path,
          readExample: async (path) =>
            new Uint8Array(path.endsWith('.onnx') ? model : new TextEncoder().encode(path.startsWith('mappings') ? mapping : accelerator)),
        },
        sweep: {
          workloads: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', run: { lpf_limit: 3 },
          parameters: { 'accelerator.memories.dram.r_cost': [500, 700] },
        },
      }).then(({ points, best }) => JSON.stringify({ best, points: points.map(({ status }) => status) }))`,
      page,
    );
    expect(JSON.parse(String(results))).toEqual({ best: 0, points: ['costed', 'costed'] });
  });
});
