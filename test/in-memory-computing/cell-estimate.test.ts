import { describe, expect, test } from 'vitest';
import {
  type CellArray,
  type CellEstimate,
  estimateCells,
} from '../../src/io/accelerator/in-memory-computing/estimated-cells.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { hardwareFigures } from '../../src/model/in-memory-computing/index.ts';
import { IMC_ACCELERATOR } from '../errors/base-inputs.ts';
import { findingsOf } from '../errors/findings-of.ts';

/* I1: costs of cells left to the estimator (docs/in-memory-computing.md#automatic-cell-costs). */

function estimated(cells: CellArray): CellEstimate {
  const estimate = estimateCells(cells);
  if (estimate === undefined) throw new Error('the cells cannot be estimated');
  return estimate;
}

describe('macros that were computed', () => {
  test.each([
    [128, 128, 8, 8, 0.0548099, 22.60195488],
    [64, 256, 8, 8, 0.0500964, 13.1743584],
    [4, 32, 8, 8, 0.0006033, 0.32358285],
    [4, 256, 32, 4, 0.0129098, 1.0800945],
  ])('%d × %d positions of %d bits, weights of %d bits', (columns, rows, sizeBits, weightBits, areaMm2, writePj) => {
    const estimate = estimated({ columns, rows, weightBits, weightsPerPosition: sizeBits / weightBits });
    expect(estimate.areaPerPositionMm2 * columns * rows).toBeCloseTo(areaMm2, 12);
    expect(estimate.writeEnergyPerWeightPj * columns).toBeCloseTo(writePj, 9);
  });
});

test('between them figures grow steadily', () => {
  const area = (columns: number, rows: number): number =>
    estimated({ columns, rows, weightBits: 4, weightsPerPosition: 1 }).areaPerPositionMm2 * columns * rows;
  expect(area(64, 64)).toBeLessThan(area(64, 96));
  expect(area(64, 96)).toBeLessThan(area(64, 128));
  expect(area(3, 1024)).toBeGreaterThan(Math.min(area(2, 1024), area(4, 1024)));
  expect(area(1, 1024)).toBeGreaterThan(0);
});

const automatic = (sizes: string): string =>
  IMC_ACCELERATOR.replace(/ {4}r_cost: 0\n {4}w_cost: 0.1\n {4}area: 0\n/, '    auto_cost_extraction: true\n').replace(
    'sizes: [16, 16]',
    `sizes: ${sizes}`,
  );
const read = (text: string) => readAccelerator(parseYaml(text, 'acc.yaml'));

test('an accelerator gets them as the cost of writing weights and as area of the array', () => {
  const accelerator = read(automatic('[4, 32]')).value;
  const estimate = estimated({ columns: 4, rows: 32, weightBits: 4, weightsPerPosition: 8 });
  expect(accelerator.memoryHierarchy.memories[0]).toMatchObject({
    name: 'cells',
    autoCostExtraction: false,
    readEnergyPj: 0,
    writeEnergyPj: estimate.writeEnergyPerWeightPj,
    area: 0,
  });
  const area = hardwareFigures(accelerator)?.area;
  expect(area?.arrayPartsMm2.cells).toBeCloseTo(estimate.areaPerPositionMm2 * 128, 12);
  expect(area?.memoriesMm2.cells).toBe(0);
});

test.each([
  ['[16, 2]', 'ZZ2313', '16 cells on a bitline (rows × weights per multiplier); expected at least 31'],
  ['[16, 8192]', 'ZZ2321', '65536 cells on a bitline'],
])('sizes %s are reported', (sizes, code, message) => {
  const [finding] = findingsOf(() => read(automatic(sizes)));
  expect(finding).toMatchObject({ code, line: 5, message: expect.stringContaining(message) });
});
