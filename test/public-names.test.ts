import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as root from '../src/index.ts';

/* What programs can import. The root holds nouns of the domain; everything else is reachable under a subpath. */

interface Manifest {
  readonly exports: Readonly<
    Record<string, string | { readonly types: string; readonly node: string; readonly default: string }>
  >;
}
const { exports }: Manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

describe('the root of the package', () => {
  const names = Object.keys(root);

  test('has about sixty names', () => {
    expect(names.length).toBeGreaterThan(45);
    expect(names.length).toBeLessThan(70);
  });

  test('has every stage under its name, and nothing that could mean anything', () => {
    const stages = names.filter((name) => name.endsWith('Stage'));
    expect(stages.length).toBeGreaterThanOrEqual(32);
    for (const word of ['path', 'text', 'report', 'span', 'flag', 'kind', 'BLOCK']) expect(names).not.toContain(word);
  });
});

describe('subpaths', () => {
  const modules = Object.entries(exports).filter(([path]) => !path.endsWith('.json') && !path.includes('*'));

  test.each(modules)('%s has its source', async (_, target) => {
    if (typeof target === 'string') throw new Error('expected types and default');
    expect(target.types).toBe(target.default.replace(/\.js$/, '.d.ts'));
    expect(target.node).toBe(target.default.replace('./dist/', './bundle/'));
    const source: object = await import(target.default.replace('./dist/', '../src/').replace(/\.js$/, '.ts'));
    expect(Object.keys(source).length).toBeGreaterThan(0);
  });

  test('hold what the root no longer has', async () => {
    const [model, io, engine, search, memoryCost, stages] = await Promise.all([
      import('../src/model/index.ts'),
      import('../src/io/index.ts'),
      import('../src/engine/index.ts'),
      import('../src/search/index.ts'),
      import('../src/memory-cost/index.ts'),
      import('../src/stages/index.ts'),
    ]);
    expect(model).toHaveProperty('operandRelevance');
    expect(io).toHaveProperty('readAccelerator');
    expect(engine).toHaveProperty('compileProblem');
    expect(search).toHaveProperty('generateSpatialMappings');
    expect(memoryCost).toHaveProperty('estimateMemoryCost');
    expect(stages).toHaveProperty('canonicalArgumentName');
  });

  test('still have the names of version 0.1', async () => {
    const [engine, report] = await Promise.all([import('../src/engine/index.ts'), import('../src/report.ts')]);
    expect(engine.liftNest).toBe(engine.liftMapping);
    expect(report.loopNest).toBe(report.loopNestView);
    for (const name of [
      'energyAndLatencyChart',
      'energyBreakdownChart',
      'energySections',
      'hardwareScatterChart',
      'latencyBreakdownChart',
      'latencySections',
      'loadChartLibrary',
      'loopNestChart',
      'loopOrderingText',
      'mappingScatterChart',
      'memoryHierarchyChart',
      'paretoChart',
      'reportHtml',
    ]) {
      expect(report).toHaveProperty(name);
    }
  });
});
