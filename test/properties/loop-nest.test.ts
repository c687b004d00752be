import { describe, expect, test } from 'vitest';
import { loopNestChart } from '../../src/charts/loop-nest/loop-nest-chart.ts';
import { loopNestText } from '../../src/cli/text/loop-nest-text.ts';
import { recordEvaluation } from '../../src/engine/cost-model.ts';
import { type LoopNestView, levelsOf, loopNestView } from '../../src/loop-nest/loop-nest-view.ts';
import { loopOrderingText } from '../../src/loop-nest/loop-ordering-text.ts';
import { loopNestTable } from '../../src/page/layer/loop-nest-table.ts';
import { all, type PageElement, parsePage } from '../report/page-element.ts';
import { convolution, exampleAccelerator } from '../support.ts';
import { anyLayers, evaluated, forMappings, type RandomMapping } from './random-mappings.ts';

/* What a reader finds in each drawing of a loop nest, read back from the drawing alone. */

/** `K 4` with, for every operand in order, the memory that keeps its data. Outermost first. */
type Row = readonly [loop: string, ...memories: string[]];

function rowsOfView({ operands, temporal }: LoopNestView): Row[] {
  return temporal.map(({ dimension, size, memories }) => [
    `${dimension} ${size}`,
    ...operands.map((operand) => memories[operand] ?? ''),
  ]);
}

/** Of `loop_ordering.txt` and of a wide terminal. */
function rowsOfText(text: string): Row[] {
  return [...text.matchAll(/^ *for (\w+) in \[0, (\d+)\): +(.*)$/gm)].map(
    ([, dimension, size, memories = '']): Row => [`${dimension} ${size}`, ...memories.trim().split(/ +/)],
  );
}

/** Of a terminal too narrow for columns: memories stand in brackets above the loops where they change. */
function rowsOfNarrowText(text: string): Row[] {
  let memories: string[] = [];
  const rows: Row[] = [];
  for (const [, bracket, dimension, size] of text.matchAll(/^\[([^\]]*)\]|^ *for (\w+) in \[0, (\d+)\):/gm)) {
    if (bracket === undefined) rows.push([`${dimension} ${size}`, ...memories]);
    else memories = bracket.split('|').map((part) => part.split(':')[1]?.trim() ?? '');
  }
  return rows;
}

/** Boxes of the chart, by operand from top to bottom: the memory and its edges in pixels. */
function boxesOf(svg: string, operand: string) {
  const boxes = svg.matchAll(
    /<title>(\S+): [^<]* of (\w+) in each copy;[^<]*<\/title><rect x="[\d.]+" y="(-?[\d.]+)" width="[\d.]+" height="([\d.]+)"/g,
  );
  return [...boxes]
    .filter(([, , of]) => of === operand)
    .map(([, memory = '', , y, height]) => ({ memory, top: Number(y), bottom: Number(y) + Number(height) }));
}

/** Loops stand at the height of the boxes of the memories that keep them. */
function rowsOfChart(svg: string, operands: readonly string[]): Row[] {
  const columns = operands.map((operand) => boxesOf(svg, operand));
  return [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"[^>]*>for (\w+) in \[0, (\d+)\)<\/text>/g)].map(
    ([, y, dimension, size]): Row => [
      `${dimension} ${size}`,
      ...columns.map((boxes) => {
        const beside = boxes.filter(({ top, bottom }) => top < Number(y) && Number(y) < bottom);
        return beside.map(({ memory }) => memory).join(' and ');
      }),
    ],
  );
}

interface Column {
  rows: number;
  readonly cells: { readonly cell: PageElement; readonly rows: number }[];
}

/** Cells of the page's table, by operand from top to bottom; each spans the rows of the loops that its memory keeps. */
function cellsOfPage(table: PageElement, operands: readonly string[]) {
  const columns = operands.map((): Column => ({ rows: 0, cells: [] }));
  all(table, 'tbody tr').forEach((row, at) => {
    const cells = all(row, 'td');
    for (const column of columns.filter(({ rows }) => rows === at)) {
      const cell = cells.shift();
      const rows = Number(cell?.getAttribute('rowspan') ?? 1);
      if (cell !== undefined) column.cells.push({ cell, rows });
      column.rows += rows;
    }
    expect(cells).toEqual([]);
  });
  return columns.map(({ cells }) => cells);
}

function rowsOfPage(table: PageElement, operands: readonly string[]): Row[] {
  const columns = cellsOfPage(table, operands).map((cells) =>
    cells.flatMap(({ cell, rows }) => {
      const memory = [...cell.children].find(({ localName }) => localName === 'b')?.textContent ?? '';
      return Array.from({ length: rows }, () => memory);
    }),
  );
  return [...table.textContent.matchAll(/for (\w+) in \[0, (\d+)\)/g)].map(
    ([, dimension, size], row): Row => [`${dimension} ${size}`, ...columns.map((memories) => memories[row] ?? '')],
  );
}

/** `K 4` for every `parfor`, in the order of the drawing. */
function spatialLoops(text: string): string[] {
  return [...text.matchAll(/parfor (\w+) in \[0, ([\d.]+)\)/g)].map(([, dimension, size]) => `${dimension} ${size}`);
}

/** All iterations of each dimension that are computed side by side. */
function iterationsOf(loops: readonly string[]): Record<string, number> {
  const iterations: Record<string, number> = {};
  for (const loop of loops) {
    const [dimension = '', size] = loop.split(' ');
    if (size !== '1') iterations[dimension] = (iterations[dimension] ?? 1) * Number(size);
  }
  return iterations;
}

function drawingsOf(drawn: RandomMapping) {
  const evaluation = recordEvaluation(drawn.evaluator, drawn.nest);
  const nest = loopNestView(evaluation);
  const page = parsePage(`<html><body>${loopNestTable({ colourOf: () => 'c1' }, nest).markup}</body></html>`);
  return {
    nest,
    textFile: loopOrderingText(evaluation),
    terminal: loopNestText(nest, { width: 400 }),
    narrowTerminal: loopNestText(nest, { width: 32 }),
    chart: loopNestChart(evaluation, { width: 1400 }),
    page: { text: page.textContent, tables: all(page, 'table') },
  };
}

describe('terminal, text file, chart and page of the loop nest', () => {
  test('show the same temporal loops in the same order, each with the same memories', () => {
    forMappings(
      (drawn) => {
        const { nest, textFile, terminal, narrowTerminal, chart, page } = drawingsOf(drawn);
        const [table] = page.tables;
        if (table === undefined) throw new Error('the page has no table of loops');
        const rows = rowsOfView(nest);
        expect(rowsOfText(textFile)).toEqual(rows);
        expect(rowsOfText(terminal)).toEqual(rows);
        expect(rowsOfNarrowText(narrowTerminal)).toEqual(rows);
        expect(rowsOfChart(chart, nest.operands)).toEqual(rows);
        expect(rowsOfPage(table, nest.operands)).toEqual(rows);
      },
      40,
      anyLayers,
    );
  });

  test('show the same memory levels in the same order, those without loops included', () => {
    forMappings(
      (drawn) => {
        const { nest, terminal, chart, page } = drawingsOf(drawn);
        const [table] = page.tables;
        if (table === undefined) throw new Error('the page has no table of loops');
        const onPage = cellsOfPage(table, nest.operands).map((cells) =>
          cells.flatMap(({ cell }) => all(cell, 'b').map(({ textContent }) => textContent)),
        );
        nest.operands.forEach((operand, column) => {
          const memories = levelsOf(nest, operand).map(({ memory }) => memory);
          const inTerminal = [...terminal.matchAll(/^(\w+) +(\S+) +(?:none|\w+ \d+)/gm)].filter(
            ([, of]) => of === operand,
          );
          expect(inTerminal.map(([, , memory]) => memory)).toEqual(memories);
          expect(boxesOf(chart, operand).map(({ memory }) => memory)).toEqual(memories);
          expect(onPage[column]).toEqual(memories);
        });
      },
      40,
      anyLayers,
    );
  });

  test('show the same spatial loops, where the loops divide the array', () => {
    forMappings((drawn) => {
      const { nest, textFile, terminal, chart, page } = drawingsOf(drawn);
      const loops = nest.spatial.flatMap(({ unrollings }) => unrollings.map((u) => `${u.dimension} ${u.factor}`));
      expect(spatialLoops(terminal)).toEqual(loops);
      expect(spatialLoops(chart)).toEqual(loops);
      expect(spatialLoops(page.text)).toEqual(loops);
      // The text file has them by memory level of the output, multiplied where one level has a dimension twice.
      expect(iterationsOf(spatialLoops(textFile))).toEqual(iterationsOf(loops));
    }, 40);
  });

  test('leave spatial loops of one iteration out, which only the text file of the reference lists', async () => {
    const drawn = evaluated(convolution({ K: 4, OX: 8 }), await exampleAccelerator('tpu_like'), [
      { arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: 4 }] },
      { arrayDimension: 'D2', unrollings: [{ dimension: 'C', factor: 1 }] },
    ]);
    if (drawn === undefined) throw new Error('no mapping fits');
    const { textFile, terminal, chart, page } = drawingsOf(drawn);
    expect(spatialLoops(terminal)).toEqual(['K 4']);
    expect(spatialLoops(chart)).toEqual(['K 4']);
    expect(spatialLoops(page.text)).toEqual(['K 4']);
    expect(spatialLoops(textFile).toSorted()).toEqual(['C 1', 'K 4']);
    expect(terminal).toMatch(/^none +D2 +32$/m);
    expect(chart).toContain('D2: 1 of 32 units');
    expect(page.text).toMatch(/D2\s*not used/);
  });
});
