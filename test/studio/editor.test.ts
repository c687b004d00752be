import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonSchemas } from '../../src/io/index.ts';
import { EXAMPLE_ADDRESSES } from '../../src/platform/example-addresses.ts';
import { descriptionOf, keysAt, schemaAt, shapeText, valuesOf } from '../../studio/editor/schema.ts';
import { contextAt } from '../../studio/editor/yaml-context.ts';
import { placesOf } from '../../studio/text/numbers.ts';

const schemas = jsonSchemas();
const files = Object.entries(EXAMPLE_ADDRESSES)
  .filter(([path]) => /^(accelerators|mappings|workloads)\/.*yaml$/.test(path))
  .map(([path, address]) => [path, readFileSync(address(), 'utf8')] as const);
const tpu = files.find(([path]) => path === 'accelerators/tpu_like.yaml')?.[1] ?? '';

function schemaOf(path: string) {
  if (path.startsWith('accelerators')) return schemas.accelerator;
  return path.startsWith('mappings') ? schemas.mapping : schemas.workload;
}

describe('where a place of a file is', () => {
  test.each(files)('%s: every key is found where it stands', (_, text) => {
    // Two layers tell as much as fifty.
    for (const { path, from } of placesOf(text).entries.slice(0, 60)) {
      const around = path.slice(0, -1).map((step) => (typeof step === 'number' ? '[]' : step));
      const context = contextAt(text, from);
      expect([context.path, context.key], `${path.join('.')} at ${from}`).toEqual([around, undefined]);
    }
  });

  test('while a line is written that cannot be read yet', () => {
    const at = tpu.indexOf('    latency: 1', tpu.indexOf('sram_2MB'));
    const text = `${tpu.slice(0, at)}    auto_\n${tpu.slice(at)}`;
    expect(contextAt(text, at + 9)).toEqual({ path: ['memories', 'sram_2MB'], key: undefined, from: at + 4 });
    expect(contextAt('memories:\n  a:\n    mem_type: sr', 32)).toMatchObject({
      path: ['memories', 'a'],
      key: 'mem_type',
    });
    expect(contextAt('memories:\n  a:\n    ports:\n      - {name: r_port_1, ty', 54)).toMatchObject({
      path: ['memories', 'a', 'ports', '[]'],
      key: undefined,
    });
    expect(contextAt('- name: default\n  spa', 21)).toMatchObject({ path: ['[]'], key: undefined });
    expect(contextAt('', 0)).toEqual({ path: [], key: undefined, from: 0 });
  });
});

describe('what the schema says of a place', () => {
  test.each(files)('%s: every key that the format knows has its description', (path, text) => {
    const known = placesOf(text).entries.slice(0, 60);
    const described = known.filter(({ path: place }) => {
      const steps = place.map((step) => (typeof step === 'number' ? '[]' : step));
      return schemaAt(schemaOf(path), steps).some((schema) => descriptionOf(schema) !== '');
    });
    expect(described.length / known.length).toBeGreaterThan(0.6);
  });

  test('keys, values and shapes', () => {
    const names = keysAt(schemas.accelerator, ['memories', 'any']).map(({ name }) => name);
    expect(names).toContain('auto_cost_extraction');
    expect(keysAt(schemas.accelerator, []).find(({ name }) => name === 'memories')?.isRequired).toBe(true);
    const type = schemaAt(schemas.accelerator, ['memories', 'any', 'ports', '[]', 'type']);
    expect(valuesOf(type)).toEqual(['read', 'write', 'read_write']);
    expect(valuesOf(schemaAt(schemas.accelerator, ['memories', 'any', 'auto_cost_extraction']))).toEqual([
      'true',
      'false',
    ]);
    const [size] = schemaAt(schemas.accelerator, ['memories', 'any', 'size']);
    expect(shapeText(size ?? {})).toBe('integer, at least 1');
    expect(keysAt(schemas.accelerator, ['no', 'such', 'place'])).toEqual([]);
  });
});
