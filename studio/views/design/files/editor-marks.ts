import { groupedText } from '../../../../src/base/number-text.ts';
import type { Marks } from '../../../editor/marks.ts';
import { colourOf } from '../../../parts/bars.tsx';
import { figureText, sizeText } from '../../../parts/figures.ts';
import type { FileKind, NumberPath } from '../../../state/project.ts';
import { project } from '../../../store/project.ts';
import { isCurrent, lastFound } from '../../../store/search.ts';
import { originalText, texts } from '../../../store/texts.ts';
import { lit } from '../../../store/view.ts';
import { changedLines, lineFinder, memoryLines } from '../../../text/lines.ts';
import { placesOf, samePath } from '../../../text/numbers.ts';

/** What is drawn on a text now: colours of memories, changes, pinned numbers, costs that follow. */
export function marksOf(kind: FileKind): Marks {
  const text = texts.value[kind] ?? '';
  const original = originalText(kind);
  const found = lastFound.value;
  const { numbers, entries } = placesOf(text);
  const lineAt = lineFinder(text);
  const sliders = project.value.sliders.filter(({ file }) => file === kind);
  const isPinned = (path: NumberPath): boolean =>
    sliders.some(({ paths }) => paths.some((other) => samePath(other, path)));
  const stripes =
    kind !== 'accelerator' || found === undefined
      ? []
      : memoryLines(text).map(({ memory, first, last }) => ({
          first,
          last,
          colour: colourOf(found.result, memory),
          isLit: lit.value.memory === memory,
        }));
  const notes = entries.flatMap(({ path, from }) => {
    if (path.length !== 3 || path[2] !== 'auto_cost_extraction' || !isCurrent.value) return [];
    const memory = found?.result.hierarchy?.memories.find(({ name }) => name === path[1]);
    if (memory === undefined) return [];
    const { readEnergy, writeEnergy, area } = memory;
    const size = area === undefined ? '' : `, ${figureText(area, 'mm2')}`;
    return [
      {
        line: lineAt(from),
        text: `read ${figureText(readEnergy, 'pJ')}, write ${figureText(writeEnergy, 'pJ')}${size}`,
      },
    ];
  });
  return {
    stripes,
    changed: original === undefined || original === text ? [] : changedLines(original, text),
    numbers: numbers.map(({ path, from, to }) => ({ from, to, isPinned: isPinned(path) })),
    notes,
  };
}

/** `1 024 bits, 1 024 copies`: what a folded memory tells. */
export function foldText(folded: string): string {
  const [, size] = /^\s*size:\s*(\d+)/m.exec(folded) ?? [];
  if (size !== undefined) return `${sizeText(Number(size))}${copiesText(folded)}`;
  const lines = folded.split('\n').length - 1;
  return lines === 1 ? '1 line' : `${lines} lines`;
}

/** `, 1 024 copies`: one for every unit along the dimensions that the memory does not serve. */
function copiesText(folded: string): string {
  const text = texts.peek().accelerator ?? '';
  const listOf = (part: string, key: string): string[] =>
    new RegExp(`^\\s*${key}:\\s*\\[([^\\]]*)\\]`, 'm')
      .exec(part)?.[1]
      ?.split(',')
      .map((one) => one.trim())
      .filter(Boolean) ?? [];
  const served = listOf(folded, 'served_dimensions');
  const sizes = listOf(text, 'sizes').map(Number);
  const copies = listOf(text, 'dimensions').reduce(
    (product, dimension, index) => (served.includes(dimension) ? product : product * (sizes[index] ?? 1)),
    1,
  );
  return Number.isInteger(copies) && copies > 1 ? `, ${groupedText(String(copies))} copies` : '';
}

/** Memories below this size are registers, which are seldom changed. */
const REGISTER_BITS = 2 ** 16;

/** What is folded when a file is first shown: the comment at its head, and small memories. */
export function foldedAtFirst(text: string): { first: number; last: number }[] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => !line.startsWith('#'));
  const { numbers } = placesOf(text);
  const small = memoryLines(text).filter(({ memory }) => {
    const size = numbers.find(({ path }) => samePath(path, ['memories', memory, 'size']))?.value;
    return size !== undefined && size < REGISTER_BITS;
  });
  return [...(head > 1 ? [{ first: 1, last: head }] : []), ...small];
}
