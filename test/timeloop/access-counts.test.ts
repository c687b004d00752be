import { describe, expect, test } from 'vitest';
import { evaluateGivenDocument } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { CONVOLUTION, CONVOLUTION_MAP, GEMM, GEMM_MAP, imported } from './small-cases.ts';

/** Elements that cross between memories, and between array and innermost memory, by operand. */
function elements(record: unknown): Readonly<Record<string, number>> {
  const { operands = {} } = evaluateGivenDocument(documentFromObject(record), 'corrected');
  return Object.fromEntries(
    Object.entries(operands).flatMap(([operand, { transfers }]) =>
      transfers.map(({ interface: place, memory, direction, elements: count }) => [
        `${operand} ${memory} ${direction} ${place}`,
        count,
      ]),
    ),
  );
}

describe('a GEMM of 8 x 12 x 16', () => {
  const { record, losses, warnings } = imported(GEMM_MAP, GEMM);

  test('loops and cuts are those of the map', () => {
    expect(losses).toEqual([]);
    expect(warnings).toEqual([]);
    expect(record.spatial).toEqual([
      ['D1', [['K', 4]]],
      ['D2', [['C', 2]]],
    ]);
    expect(record.temporal).toEqual({
      loops: [
        ['C', 2],
        ['B', 4],
        ['C', 4],
        ['K', 3],
        ['B', 2],
      ],
      boundaries: { O: [2, 4, 5], I: [4, 5], W: [1, 4, 5] },
    });
  });

  test('access counts are those of a calculation by hand', () => {
    // 8 · 12 · 16 operations on 4 · 2 units.
    const cycles = 192;
    expect(elements(record)).toEqual({
      // Weights. A register holds 2 (k). The loop m 4 above needs no others; k 4, n 3 and m 2 bring 24 fills to each of 8 units.
      'W rf_W tl 0': cycles * 8,
      'W rf_W fh 1': 24 * 2 * 8,
      'W buffer tl 1': 24 * 2 * 8,
      // The buffer holds all 12 · 16 weights, and m 2 above needs no others: one fill.
      'W buffer fh 2': 192,
      'W dram tl 2': 192,
      // Inputs. The loop k 2 asks for others in every cycle: one for each of 2 rows, which the 4 columns share.
      'I buffer tl 0': cycles * 2,
      // The buffer holds 4 · 16 of the 8 · 16 inputs: m 2 above brings two fills.
      'I buffer fh 1': 2 * 64,
      'I dram tl 1': 2 * 64,
      // Outputs. A unit writes a sum in every cycle. It has 3 (n) · 8 (m) sums, and reads them back but for the first time.
      'O acc fl 0': cycles * 8,
      'O acc tl 0': (cycles - 24) * 8,
      // Accumulators hold 4 (m), which the loop k 4 above leaves there: n 3 · m 2 write them once. Two units add up to one sum.
      'O acc th 1': 6 * 4 * 8,
      'O buffer fl 1': 6 * 4 * 4,
      'O buffer tl 1': 0,
      'O acc fh 1': 0,
      // The buffer holds 4 · 12 of the 8 · 12 outputs, finished: m 2 writes them away twice.
      'O buffer th 2': 2 * 48,
      'O dram fl 2': 2 * 48,
      'O buffer fh 2': 0,
      'O dram tl 2': 0,
    });
  });

  test('units may lie below a level that holds nothing, as the mapper of Timeloop writes them', () => {
    const apart = GEMM_MAP.replace('target: buffer, type: spatial', 'target: between, type: spatial');
    const map = `${apart}
  - { target: between, type: temporal, factors: M1 N1 K1, permutation: MNK }
  - { target: between, type: datatype, keep: [], bypass: [A, B, Z] }
`;
    expect(imported(map, GEMM).record).toEqual(record);
  });

  test('levels may be listed from the innermost, or by number', () => {
    const [head = '', ...lines] = GEMM_MAP.trim().split('\n');
    expect(imported([head, ...lines.toReversed()].join('\n'), GEMM).record).toEqual(record);
    const numbers = ['rf_W', 'acc', 'buffer', 'dram'];
    const numbered = numbers.reduce(
      (map, name, index) => map.replaceAll(`target: ${name}`, `target: ${index}`),
      GEMM_MAP,
    );
    const levels = new Map(numbers.map((name, index) => [String(index), name]));
    expect(imported(numbered, GEMM, { levels }).record).toEqual(record);
  });
});

describe('a convolution of 4 x 4 channels, 4 x 8 outputs and a filter of 3', () => {
  const { record, losses } = imported(CONVOLUTION_MAP, CONVOLUTION);

  test('access counts are those of a calculation by hand', () => {
    expect(losses).toEqual([]);
    // 4 · 4 · 4 · 8 · 3 operations on 4 · 2 units.
    const cycles = 192;
    expect(elements(record)).toEqual({
      // Weights. A register holds 3 (r). The loop p 4 above needs no others; c 2, p 2 and q 4 bring 16 fills to each of 8 units.
      'W rf_W tl 0': cycles * 8,
      'W rf_W fh 1': 16 * 3 * 8,
      'W buffer tl 1': 16 * 3 * 8,
      // The buffer holds all 4 · 4 · 3 weights; q 4 above needs no others.
      'W buffer fh 2': 48,
      'W dram tl 2': 48,
      // Inputs. The loop r 3 asks for another in every cycle, in each of 2 channels; the 4 output channels share it.
      'I buffer tl 0': cycles * 2,
      // The buffer holds a row of 4 channels: 8 outputs under a filter of 3 take 10 inputs. The loop q 4 brings four rows.
      'I buffer fh 1': 4 * 4 * 10,
      'I dram tl 1': 4 * 4 * 10,
      // Outputs. A unit writes a sum in every cycle. It has 8 (p) · 4 (q) sums, and reads them back but for the first time.
      'O acc fl 0': cycles * 8,
      'O acc tl 0': (cycles - 32) * 8,
      // Accumulators hold 4 (p), which the loop c 2 above leaves there: p 2 · q 4 write them once. Two units add up to one sum.
      'O acc th 1': 8 * 4 * 8,
      'O buffer fl 1': 8 * 4 * 4,
      'O buffer tl 1': 0,
      'O acc fh 1': 0,
      // The buffer holds 4 · 8 outputs: q 4 writes them away four times.
      'O buffer th 2': 4 * 32,
      'O dram fl 2': 4 * 32,
      'O buffer fh 2': 0,
      'O dram tl 2': 0,
    });
  });

  test('a bypass takes the operand out of the memory that is written', () => {
    const map = `${CONVOLUTION_MAP}  - { target: buffer, type: dataspace, bypass: [Inputs] }\n`;
    const { record: other, losses: lost, warnings } = imported(map, CONVOLUTION);
    expect(lost).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['ZZ9304']);
    const found = elements(other);
    // The array reads the DRAM itself; nothing else changes.
    expect(found['I dram tl 0']).toBe(192 * 2);
    expect(Object.keys(found).filter((key) => key.startsWith('I'))).toHaveLength(1);
    expect(found['W buffer tl 1']).toBe(16 * 3 * 8);
  });
});
