import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { memoryCostProblems } from '../../src/memory-cost/feasibility.ts';
import type { MemoryCostQuery } from '../../src/memory-cost/query.ts';
import { FIGURES } from '../../src/memory-cost/table/figures.ts';
import { shippedTable } from '../../src/memory-cost/table/table.ts';
import { TABLE_LINES } from '../../src/memory-cost/table/table-data.ts';
import { decodeRows, encodeRows } from '../../src/memory-cost/table/table-encoding.ts';
import type { TableClass, TableRow } from '../../src/memory-cost/table/table-rows.ts';
import { measured } from './held-out.ts';

const working = measured.filter(({ failed }) => !failed);

describe('the shipped table', () => {
  test('is made from the measurements and small', () => {
    expect(encodeRows(working)).toEqual(TABLE_LINES);
    const source = readFileSync(new URL('../../src/memory-cost/table/table-data.ts', import.meta.url));
    expect(source.length).toBeLessThan(200_000);
  });

  test('gives every measurement back to the last digit', () => {
    expect(working).toHaveLength(4034);
    const table = shippedTable();
    for (const row of working) {
      expect(table.exact(row)).toEqual(Object.fromEntries(FIGURES.map((figure) => [figure, row[figure]])));
    }
  });

  test('refuses figures it could not give back', () => {
    const [row] = decodeRows(TABLE_LINES);
    if (row === undefined) throw new Error('the table is empty');
    for (const areaMm2 of [0, -1, Number.NaN, 1e12, 1e-12, 1.2345678]) {
      expect(() => encodeRows([{ ...row, areaMm2 }])).toThrow(RangeError);
    }
  });
});

const TECHNOLOGY_OF: Readonly<Record<TableClass, string>> = {
  sram: 'sram',
  edram: 'edram',
  'main-memory-hp': 'dram',
  'main-memory-comm-dram': 'commodity_dram',
};

function queryOf({ memoryClass, capacityBytes, widthBits, ports, nodeNm, banks }: TableRow): MemoryCostQuery {
  return {
    technology: TECHNOLOGY_OF[memoryClass],
    sizeBits: capacityBytes * 8,
    readWidthBits: widthBits,
    ports,
    technologyNodeNm: nodeNm,
    banks,
  };
}

describe('the limits', () => {
  test('refuse everything that could not be measured', () => {
    const failed = measured.filter((row) => row.failed);
    expect(failed).toHaveLength(409);
    expect(failed.filter((row) => memoryCostProblems(queryOf(row)).length === 0)).toEqual([]);
  });

  test('accept everything that could', () => {
    expect(working.filter((row) => memoryCostProblems(queryOf(row)).length > 0)).toEqual([]);
  });
});
