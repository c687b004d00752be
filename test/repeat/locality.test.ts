import { expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { assembleWorkload } from '../../src/io/assemble-workload.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { searchDataLocality } from '../../src/search/locality/data-locality.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/* Where data stay in networks with repeated layers. */

/** The memories of activations and outputs by layer, and that of weights. */
function targetsOf(repeats: readonly number[], bufferBits = 2 ** 16) {
  const layers = repeats.map((repeat, id) => ({
    ...matrixProduct(id, `layer${id}`, [8, 8, 8], Math.max(0, id - 1)),
    repeat,
  }));
  const mapping = readMapping(documentFromObject([FREE_MAPPING])).value;
  const workload = assembleWorkload(readWorkload(documentFromObject(layers)).value, mapping).value;
  const accelerator = readAccelerator(
    documentFromObject(rowOfUnits({ buffer: memory(bufferBits), dram: memory(2 ** 30) })),
  ).value;
  const found = searchDataLocality(workload, accelerator, { workloadDataAlwaysFromTopMem: false });
  return {
    weight: found.weight,
    layers: workload.layers.map((layer) => {
      const { activation, output } = found.layers.get(layer) ?? {};
      return [activation, output];
    }),
  };
}

const [BUFFER, TOP] = [0, 1];

test('without repetitions all data stay in the buffer', () => {
  expect(targetsOf([1, 1, 1]).layers).toEqual([
    [BUFFER, BUFFER],
    [BUFFER, BUFFER],
    [BUFFER, BUFFER],
  ]);
});

test('data stay in the buffer between layers that are repeated equally often, and nowhere else', () => {
  expect(targetsOf([3, 3]).layers).toEqual([
    [TOP, BUFFER],
    [BUFFER, TOP],
  ]);
  expect(targetsOf([1, 3, 3, 1]).layers).toEqual([
    [BUFFER, TOP],
    [TOP, BUFFER],
    [BUFFER, TOP],
    [TOP, BUFFER],
  ]);
});

test('every repetition has weights of its own', () => {
  // Weights of 8 · 8 · 8 = 512 bits; inputs and outputs of 512 and 1024 bits.
  const room = 3 * 512 + 1536;
  expect(targetsOf([3], room).weight).toBe(BUFFER);
  expect(targetsOf([4], room).weight).toBe(TOP);
});
