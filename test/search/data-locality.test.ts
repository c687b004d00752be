import { expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { createWorkload } from '../../src/model/workload/workload.ts';
import { searchDataLocality } from '../../src/search/locality/data-locality.ts';
import { memory } from '../small-inputs.ts';
import { matrixProduct } from '../support.ts';

/* 64 outputs of 16 bits and 64 inputs of 8 bits: 1536 bits of activations. */
const layer = { ...matrixProduct({ D: 8, C: 8, K: 8 }), constantOperands: ['W'] };
const workload = createWorkload([{ kind: 'layer', id: layer.id, name: layer.name, layer, sources: [] }]);

/** A buffer with one copy for each of the two columns D2, below a memory for everything. */
function accelerator(bitsOfOneCopy: number) {
  return readAccelerator(
    documentFromObject({
      name: 'two_columns',
      operational_array: { dimensions: ['D1', 'D2'], sizes: [2, 2], unit_energy: 1, unit_area: 1 },
      memories: {
        buffer: memory(bitsOfOneCopy, ['I1', 'O'], ['D1']),
        top: memory(2 ** 20, ['I1', 'I2', 'O'], ['D1', 'D2']),
      },
    }),
  ).value;
}

test.each([
  [767, 1],
  [768, 0],
])('activations use all copies of a memory: %d bits in each of two copies', (bits, target) => {
  const { layers } = searchDataLocality(workload, accelerator(bits), { workloadDataAlwaysFromTopMem: false });
  expect(layers.get(layer)).toEqual({ activation: target, output: target });
});
