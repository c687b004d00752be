import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { acceleratorSchema } from '../src/io/accelerator/accelerator-schema.ts';
import { readAccelerator } from '../src/io/accelerator/read-accelerator.ts';
import { assembleWorkload } from '../src/io/assemble-workload.ts';
import { checkCompatibility } from '../src/io/check-compatibility.ts';
import { readMapping } from '../src/io/mapping/read-mapping.ts';
import { parseYaml } from '../src/io/text/yaml.ts';
import { readWorkload } from '../src/io/workload/read-workload.ts';
import type { MemoryLevel } from '../src/model/accelerator/memory.ts';
import type { Layer } from '../src/model/workload/layer.ts';
import { operandElements } from '../src/model/workload/relevance.ts';
import figures from './fixtures/example-figures.json' with { type: 'json' };

const FOLDER = new URL('../examples/', import.meta.url);
const files = (kind: string) => readdirSync(new URL(`${kind}/`, FOLDER)).filter((file) => file.endsWith('.yaml'));
const documentOf = (file: string) => parseYaml(readFileSync(new URL(file, FOLDER), 'utf8'), file);

test.each(files('accelerators'))('%s is read without a finding', (file) => {
  expect(readAccelerator(documentOf(`accelerators/${file}`)).warnings).toEqual([]);
});

test.each(files('workloads'))('%s is read without a finding', (file) => {
  expect(readWorkload(documentOf(`workloads/${file}`)).warnings).toEqual([]);
});

test.each(files('mappings'))('%s is read without a finding', (file) => {
  expect(readMapping(documentOf(`mappings/${file}`)).warnings).toEqual([]);
});

/* Figures measured on the reference framework, in the notation of its documentation. */

describe.each(Object.entries(figures.accelerators))('%s.yaml', (name, expected) => {
  const document = documentOf(`accelerators/${name}.yaml`);
  const { value: accelerator } = readAccelerator(document);
  const hierarchy = accelerator.memoryHierarchy;
  const names = (memories: readonly MemoryLevel[]) => memories.map((memory) => memory.name).join(', ');

  test('array', () => {
    const { dimensions } = accelerator.operationalArray;
    expect(accelerator.name).toBe(expected.name);
    expect(dimensions.map(({ name, size }) => `${name} = ${size}`).join(' × ')).toBe(expected.array);
  });

  test('memories: sizes, costs, levels, copies', () => {
    const found = hierarchy.memories.map((memory) => ({
      name: memory.name,
      size: memory.sizeBits,
      r_cost: memory.readEnergyPj,
      w_cost: memory.writeEnergyPj,
      // Ordinary arrays have areas of 0 or in no unit in the reference; ours are figures (test/example-areas.test.ts).
      ...(accelerator.operationalArray.inMemoryComputing === undefined ? {} : { area: memory.area }),
      latency: memory.latencyCycles,
      levels: [...memory.levelOf].map(([operand, level]) => `${operand} (${level})`).join(', '),
      served: memory.servedDimensions.join(', '),
      copies: memory.copies,
    }));
    expect(expected.memories).toMatchObject(found);
    expect(found.length).toBe(expected.memories.length);
  });

  test('memory order, inner and shared memories', () => {
    expect(names(hierarchy.memoryOrder)).toBe(expected.memoryOrder);
    expect(names(hierarchy.innerMemories)).toBe(expected.inner);
    const sharing = hierarchy.sharing.map((levels) =>
      [...levels].map(([operand, level]) => `${operand}:${level}`).join(' '),
    );
    expect(sharing.join('; ')).toBe(expected.sharing);
  });

  test('ports as written', () => {
    const short = { read: 'r', write: 'w', read_write: 'rw' } as const;
    const { memories } = acceleratorSchema.parse(document.data);
    for (const memory of expected.memories) {
      const ports = memories[memory.name]?.ports.map((port) => {
        const { bandwidth_min: minimum, bandwidth_max: maximum } = port;
        const width = minimum === maximum ? `${maximum}` : `${minimum}–${maximum}`;
        const traffic = port.allocation.map((entry) => entry.replace(',', '')).join(', ');
        return `${port.name} [${short[port.type]}, ${width}] ${traffic}`;
      });
      expect(ports?.join('; ')).toBe(memory.ports);
    }
  });
});

describe('resnet18.yaml', () => {
  const workload = readWorkload(documentOf('workloads/resnet18.yaml')).value;
  const mapping = readMapping(documentOf('mappings/tpu_like.yaml')).value;
  const { value, warnings } = assembleWorkload(workload, mapping);
  const layers = value.layers.toSorted((x, y) => x.id - y.id);

  test('sizes of loops and tensors', () => {
    const found = layers.map((layer) => ({
      id: layer.id,
      name: layer.name,
      loops: layer.dimensions.flatMap(({ name, size }) => (size === 1 ? [] : [`${name}${size}`])).join(' '),
      limits: layer.relations.map((relation) => relation.limit).join(', '),
      operations: layer.operationCount,
      elements: ['O', 'W', 'I'].map((operand) => elementsOf(layer, operand)).join(' / '),
    }));
    expect(found).toEqual(figures.resnet18);
    expect(layers.reduce((sum, layer) => sum + layer.operationCount, 0)).toBe(1_970_798_080);
  });

  test('processing order: branches interleave by generations', () => {
    expect(warnings).toEqual([]);
    expect(value.layers.map((layer) => layer.id).join(' ')).toBe(
      '0 1 2 3 4 5 6 7 8 10 9 11 12 13 14 15 17 16 18 19 20 21 22 24 23 25 26 27 28 29 30',
    );
  });

  test('the mapping entry of each layer', () => {
    const entries = layers.slice(0, 5).map((layer) => layer.mapping.entryName);
    expect(entries).toEqual(['example_name_of_layer0', 'Pooling', 'default', 'default', 'Add']);
  });

  test('hints for array dimensions that do not exist are no fault', () => {
    const mixed = assembleWorkload(workload, readMapping(documentOf('mappings/tpu_like_mixed.yaml')).value).value;
    expect(checkCompatibility(mixed, readAccelerator(documentOf('accelerators/tpu_like.yaml')).value)).toEqual([]);
  });
});

function elementsOf(layer: Layer, name: string): number {
  const operand = layer.operands.find((candidate) => candidate.name === name);
  if (operand === undefined) throw new Error(`no operand ${name}`);
  return operandElements(layer, operand);
}
