import { describe, expect, test } from 'vitest';
import { EXCEEDING, rowsWhere, statusAt } from '../../src/sweep-page/data/sweep-table.ts';
import { tableOfSweep } from '../../src/sweep-page/make/table-of-sweep.ts';
import type { DesignResult, LayerResult } from '../../studio/engine/result/design-result.ts';
import { comparisonSentences, pairedLayers } from '../../studio/views/compare/words/compare-sentences.ts';
import { differenceOf } from '../../studio/views/compare/words/differences.ts';
import { following } from '../../studio/views/compare/words/following.ts';
import { tableText } from '../../studio/views/compare/words/table-text.ts';
import { sentencesOf } from '../../studio/views/sweep/sweep-sentences.ts';
import { CASES } from '../sweep-page/made-up-cases.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('what is said of a design of a sweep', () => {
  const table = tableOfSweep(CASES.drawing?.() ?? expect.unreachable());
  const { best } = table;
  const main = table.quantities[table.objectives[0] ?? 0];
  const value = table.values[table.objectives[0] ?? 0]?.[best] ?? Number.NaN;
  const said = (row: number, now: number | undefined, isPartial = false): string =>
    plain(sentencesOf(table, row, (name) => (name === main?.name ? now : undefined), isPartial).join(' '));

  test('is what it is among the others', () => {
    expect(said(best, undefined)).toMatch(/^Best product within 4 mm²\.$/);
    expect(said(best, undefined, true)).toMatch(/^Best product within 4 mm² so far\.$/);
    const [over = -1] = rowsWhere(table, (row) => statusAt(table, row) === EXCEEDING);
    expect(said(over, undefined)).toBe('Over the limit.');
    const [front = -1] = rowsWhere(table, (row) => table.front[row] === 1 && row !== best);
    expect(said(front, undefined)).toMatch(/^On the front, \+[\d.]+ % product against the best\.$/);
  });

  test('and how it compares with the design on screen, if that is known and differs', () => {
    expect(said(best, value * 2)).toContain('It beats the design on screen by 50.0 %.');
    expect(said(best, value / 2)).toContain('It is behind the design on screen by 100.0 %.');
    expect(said(best, value)).toContain('It has the product of the design on screen.');
    expect(said(best, value * 1.0001)).not.toContain('on screen');
    expect(said(best, undefined)).not.toContain('on screen');
  });
});

/** A result of two layers and one memory. */
function result(
  energies: readonly [number, number],
  latencies: readonly [number, number],
  area?: number,
): DesignResult {
  const cycles = { idealComputation: 0, spatialStall: 0, temporalStall: 0, onloading: 0, offloading: 0 };
  const layers = energies.map((energy, id): LayerResult => {
    const table = { operations: 1, cells: [[energy - 1]] };
    return {
      id,
      name: `net/conv${id}`,
      shortName: `conv${id}`,
      operatorType: 'Conv',
      energy,
      latency: latencies[id] ?? 0,
      utilisation: 1,
      spatialUtilisation: 1,
      operations: 1,
      energyTable: table,
      cycles,
    };
  });
  const energy = energies[0] + energies[1];
  const latency = latencies[0] + latencies[1];
  return {
    search: 1,
    milliseconds: 1,
    totals: { energy, latency, product: energy * latency, utilisation: 1, spatialUtilisation: 1, area },
    memories: ['sram'],
    operands: ['W'],
    energyTable: { operations: 2, cells: [[energy - 2]] },
    cycles,
    layers,
    ports: [],
    uncosted: [],
    infeasible: [],
    warnings: [],
  };
}

describe('what is said of two states', () => {
  const said = (a: DesignResult, b: DesignResult): string => plain(comparisonSentences(a, b).join(' '));

  test('names the part that is the whole change, and no part where none is', () => {
    const a = result([2000, 2000], [500, 500], 2);
    expect(said(a, result([1000, 2000], [500, 700], 1.5))).toBe(
      'B needs 1.0 nJ less (−25.0 %), all of it in sram. It takes 200 cycles more (+20.0 %), all of them in 1 conv1. Area falls by 0.5 mm².',
    );
    expect(said(a, result([2000, 2000], [600, 600], 2))).toBe(
      'B needs the same energy. It takes 200 cycles more (+20.0 %).',
    );
    // One layer gets faster, another slower: neither is the change.
    expect(said(a, result([2000, 2000], [400, 700], 2))).toBe(
      'B needs the same energy. It takes 100 cycles more (+10.0 %).',
    );
  });

  test('says nothing of an area that one state does not know', () => {
    expect(said(result([2, 2], [1, 1]), result([2, 2], [1, 1], 3))).toBe(
      'B needs the same energy. It takes the same time.',
    );
  });

  test('pairs layers by name, also where one state lacks some', () => {
    const [a, b] = [result([1, 2], [1, 1]), result([1, 2], [1, 1])];
    const less = { ...b, layers: b.layers.slice(1) };
    expect(pairedLayers(a, less).map(({ before, after, place }) => [before?.id, after?.id, place])).toEqual([
      [1, 1, 0],
      [0, undefined, -1],
    ]);
    expect(tableText(a, b).split('\n')[1]).toBe('energy (pJ)\t3\t3');
  });

  test('has no figures that follow where no memory changes', () => {
    expect(following(result([1, 2], [1, 1]), result([1, 2], [1, 1]))).toEqual([]);
  });
});

test('differences keep a digit behind the point, and small ones are not nothing', () => {
  const scale = { factor: 10, symbol: 'x' };
  expect([50, 51, 50.2, 50 + 1e-12, 12345].map((after) => plain(differenceOf(after, 50, scale)))).toEqual([
    '=',
    '+0.1',
    '+0.02',
    '=',
    '+1 229.5',
  ]);
  expect(plain(differenceOf(1, 605_453, { factor: 1, symbol: 'cycles' }))).toBe('−605 452');
});
