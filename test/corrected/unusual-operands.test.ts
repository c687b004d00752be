import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { CaseMaker, type RandomCase } from './random-case.ts';
import { OperandWalk } from './walk.ts';
import { sideOf, walkedInterfaces } from './walked-transfers.ts';

/* Operands that few layers have: of 0 bits, outputs that overlap, and inputs with an index that slides as well. */

describe('elements of 0 bits', () => {
  test('are counted as others are, and take no words and no cycles', () => {
    const maker = new CaseMaker(RandomStream.named(1, 'no bits'));
    for (let run = 0; run < 60; run++) {
      const given = { ...maker.make(), reuse_at_pins: false };
      const [some, none] = [8, 0].map((bits) => weights(withWeightBits(given, bits)));
      const counts = some?.transfers.map(({ elements, transfers }) => [elements, transfers]);
      expect(none?.transfers.map(({ elements, transfers }) => [elements, transfers])).toEqual(counts);
      expect(none?.transfers.every(({ granules, words }) => granules === 0 && words === 0)).toBe(true);
      const contents = some?.levels.map((level) => [level.elements, level.slice_elements]);
      expect(none?.levels.map((level) => [level.elements, level.slice_elements])).toEqual(contents);
    }
  });
});

describe('an output that overlaps', () => {
  test('is read back at least as often as a walk over all iterations finds', () => {
    const maker = new CaseMaker(RandomStream.named(2, 'overlap-add'));
    let unrolled = 0;
    for (let run = 0; run < 150; run++) {
      const given = overlapAdd(maker.make());
      if (given === undefined) continue;
      if (given.spatial.some(([, loops]) => loops.some(([name]) => name === 'OX' || name === 'FX'))) unrolled++;
      const walked = walkedInterfaces(given, 'O', new OperandWalk(given, 'O'));
      for (const transfer of evaluateGivenMapping({ ...given, costModel: 'corrected' }).operands?.O?.transfers ?? []) {
        const at = walked[transfer.interface];
        if (at === undefined) throw new Error('an interface too many');
        const { elements } = sideOf(at, transfer.direction, true);
        if (transfer.direction === 'fl' || transfer.direction === 'th') expect(transfer.elements).toBe(elements);
        else expect(transfer.elements, JSON.stringify(given)).toBeGreaterThanOrEqual(elements);
      }
    }
    expect(unrolled).toBeGreaterThan(10);
  });
});

test('an index that also slides has slices of one iteration', () => {
  const port = { name: 'rw_port_1', type: 'read_write', bandwidth_min: 8, bandwidth_max: 8 };
  const { operands } = evaluateGivenMapping({
    layer: {
      dims: [
        ['OX', 4],
        ['FX', 3],
      ],
      operands: { O: ['OX'], W: ['FX'], I: ['OX', 'IX'] },
      relations: [{ t: 'IX', sa: 1, A: 'OX', sb: 1, B: 'FX' }],
      precision: { O: 8, O_final: 8, W: 8, I: 8 },
    },
    accelerator: {
      name: 'one memory',
      operational_array: { dimensions: ['D1'], sizes: [1], unit_energy: 1, unit_area: 0 },
      memories: {
        buffer: {
          size: 1024,
          r_cost: 1,
          w_cost: 1,
          area: 0,
          latency: 1,
          operands: ['I1', 'I2', 'O'],
          served_dimensions: ['D1'],
          ports: [{ ...port, allocation: ['I1, tl', 'I2, tl', 'O, tl', 'O, fl'] }],
        },
      },
    },
    links: { O: 'O', W: 'I2', I: 'I1' },
    spatial: [],
    temporal: {
      loops: [
        ['FX', 3],
        ['OX', 4],
      ],
      boundaries: { O: [2], W: [2], I: [2] },
    },
    costModel: 'corrected',
  });
  // 4 columns times 6 positions; one column has the positions of its 3 taps.
  expect(operands?.I?.levels).toMatchObject([{ elements: 24, slice_elements: 3 }]);
});

function weights(given: RandomCase) {
  return evaluateGivenMapping({ ...given, costModel: 'corrected' }).operands?.W;
}

function withWeightBits(given: RandomCase, bits: number): RandomCase {
  return { ...given, layer: { ...given.layer, precision: { ...given.layer.precision, W: bits } } };
}

/** The convolution of a case the other way: inputs have columns of their own, and results slide. */
function overlapAdd(given: RandomCase): RandomCase | undefined {
  const { layer } = given;
  if (layer.dims.map(([name]) => name).join() !== 'K,C,OX,FX') return undefined;
  return { ...given, layer: { ...layer, operands: { O: ['K', 'IX'], W: ['K', 'C', 'FX'], I: ['C', 'OX'] } } };
}
