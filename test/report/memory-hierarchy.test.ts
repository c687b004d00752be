import { describe, expect, test } from 'vitest';
import { layOutHierarchy } from '../../src/charts/memory-hierarchy/hierarchy-layout.ts';
import { memoryHierarchyChart } from '../../src/charts/memory-hierarchy/memory-hierarchy.ts';
import { EXAMPLES } from '../../src/io/files/examples.ts';
import { exampleAccelerator } from '../support.ts';
import { expectStandalone, textsOf } from './support.ts';

const NAMES = EXAMPLES.accelerator.map((file) => file.replace('.yaml', ''));

describe.each(NAMES)('layout of %s', (name) => {
  test('keeps boxes apart and inside, and connections out of boxes', async () => {
    const { memories, array, connections, width, height } = layOutHierarchy(await exampleAccelerator(name));
    const boxes = [
      ...memories.map(({ x, y, box }) => ({ left: x, right: x + box.width, top: y, bottom: y + box.height })),
      { left: array.x, right: array.x + array.width, top: array.y, bottom: array.y + array.box.height },
    ];
    for (const [index, box] of boxes.entries()) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(width + 1e-9);
      expect(box.bottom).toBeLessThanOrEqual(height + 1e-9);
      for (const other of boxes.slice(index + 1)) {
        const touches =
          box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
        expect(touches).toBe(false);
      }
    }
    for (const { points } of connections) {
      for (const [index, to] of points.slice(1).entries()) {
        const from = points[index] ?? to;
        expect(from.y).toBeGreaterThanOrEqual(to.y);
        const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
        const crossed = boxes.filter(
          (box) => box.left < right + 1e-6 && left - 1e-6 < box.right && box.top < from.y && to.y < box.bottom,
        );
        expect(crossed).toEqual([]);
      }
    }
  });

  test('connects every memory for every operand it holds', async () => {
    const accelerator = await exampleAccelerator(name);
    const { memories } = accelerator.memoryHierarchy;
    const expected = memories.flatMap((memory) => memory.operands.map((operand) => `${memory.name} ${operand}`));
    const { connections } = layOutHierarchy(accelerator);
    expect(connections.map(({ upper, operand }) => `${upper.name} ${operand}`).sort()).toEqual(expected.sort());
  });

  test('draws a standalone picture, the same every time', async () => {
    const accelerator = await exampleAccelerator(name);
    const svg = memoryHierarchyChart(accelerator);
    expectStandalone(svg);
    expect(memoryHierarchyChart(accelerator)).toBe(svg);
    const texts = textsOf(svg);
    for (const { name: memory, ports } of accelerator.memoryHierarchy.memories) {
      expect(texts.some((text) => text.startsWith(`${memory}: `))).toBe(true);
      for (const port of ports) expect(texts.some((text) => text.startsWith(`${port.name} (`))).toBe(true);
    }
  });
});

test('memories stand as high as their longest chain of lower ones', async () => {
  const { memories } = layOutHierarchy(await exampleAccelerator('meta_prototype'));
  const centre = (name: string): number => {
    const placed = memories.find(({ memory }) => memory.name === name);
    return placed === undefined ? Number.NaN : placed.y + placed.box.height / 2;
  };
  expect(centre('rf_1B')).toBe(centre('sram_32KB'));
  expect(centre('sram_64KB')).toBe(centre('sram_1MB_A'));
  expect(centre('sram_1MB_W')).toBeLessThan(centre('sram_64KB'));
  expect(centre('dram')).toBeLessThan(centre('sram_1MB_W'));
});

test('texts give sizes, copies, bandwidths and costs with units', async () => {
  const texts = textsOf(memoryHierarchyChart(await exampleAccelerator('tpu_like')));
  for (const text of [
    'sram_2MB: 2 MiB',
    'rf_128B: 1024 bit',
    'serves one unit each',
    'serves D1 × D2',
    '1024 copies',
    'holds I1, O',
    'r_port_1 (read): 64–2048 bit/cycle',
    'read 700 pJ, write 750 pJ per access',
    'array of 1024 units',
    'D1 32 × D2 32',
    '0.04 pJ per multiply-accumulate',
  ]) {
    expect(texts).toContain(text);
  }
});
