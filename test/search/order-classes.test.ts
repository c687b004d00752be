import { expect, test } from 'vitest';
import { matrixProduct } from '../support.ts';
import { ALL, accelerator, onePort, separatePorts } from './small-hardware.ts';
import { byClasses, enumerated, problemOf } from './winners.ts';

/*
 * The outermost loops of a memory that keeps a whole operand decide on double-buffering. The latency of a class of orders then differs
 * from order to order, so the search has to cost all of them. Random hardware hardly ever has such a memory among its best mappings.
 * Each example was found by a random walk over sizes, and has another winner if its rule is missing.
 */

test('outermost loops matter where a memory holds all of one operand and parts of another one', () => {
  const layer = matrixProduct({ D: 10, C: 1, K: 4 }, { precision: { W: 4, I: 16, O: 24, O_final: 8 } });
  const hardware = accelerator(1, separatePorts, [
    ['outputs', 64, ['O'], 64],
    ['inputs', 48, ['I1', 'I2'], 8],
    ['dram', 2 ** 30, ALL, 64],
  ]);
  expectWinnerOfEnumeration(problemOf(layer, hardware), 4, 43);
});

test('outermost loops matter where the transfer of a whole operand shares a port with repeated transfers', () => {
  const layer = matrixProduct({ D: 10, C: 9, K: 16 }, { precision: { W: 8, I: 8, O: 16, O_final: 16 } });
  const hardware = accelerator(2, onePort, [
    ['register', 16, ['O'], 24],
    ['outputs', 4096, ['O'], 8],
    ['inputs', 56, ['I1', 'I2'], 32],
    ['dram', 2 ** 30, ALL, 16],
  ]);
  expectWinnerOfEnumeration(problemOf(layer, hardware), 6, 2513);
});

test('corrected: slices of a whole operand leave room for the second buffer of another one', () => {
  const layer = matrixProduct({ D: 15, C: 1, K: 4 }, { precision: { W: 4, I: 16, O: 16, O_final: 8 } });
  const hardware = accelerator(1, separatePorts, [
    ['register', 16, ['O'], 64],
    ['inputs', 56, ['I1', 'I2'], 64],
    ['dram', 2 ** 30, ALL, { I1: 8, I2: 64, O: 16 }],
  ]);
  expectWinnerOfEnumeration(problemOf(layer, hardware, 'corrected'), 4, 63);
});

test('corrected: passes over data that crosses once take their time', () => {
  const layer = matrixProduct({ D: 4, C: 9, K: 9 }, { precision: { W: 8, I: 8, O: 24, O_final: 16 } });
  const hardware = accelerator(1, separatePorts, [
    ['buffer', 4096, ['I1', 'O'], 32],
    ['dram', 2 ** 30, ALL, 8],
  ]);
  expectWinnerOfEnumeration(problemOf(layer, hardware, 'corrected'), 6, 327);
});

function expectWinnerOfEnumeration(problem: ReturnType<typeof problemOf>, lpfLimit: number, latency: number): void {
  if (problem === undefined) throw new Error('the layer has no mapping');
  const options = { lpfLimit, type: 'uneven' } as const;
  const { winner } = byClasses(problem, options, 'latency');
  expect(winner).toEqual(enumerated(problem, options, 'latency'));
  expect(winner?.latency).toBe(latency);
}
