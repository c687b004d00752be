import { groupedText } from '../../src/base/number-text.ts';
import { FILE_KINDS, type Project } from '../state/project.ts';

/** `1 365 characters: names of built-in files, and the file you edited. Nothing is uploaded.` */
export function contentsText({ files, sliders, pinned, sweep }: Project, length: number): string {
  const edited = FILE_KINDS.filter((kind) => files[kind].source === 'text').length;
  const parts = [
    ...(edited < FILE_KINDS.length ? ['names of built-in files'] : []),
    ...(edited === 0 ? [] : [edited === 1 ? 'the file you edited' : `the ${edited} files you edited`]),
    ...(sliders.length === 0 ? [] : ['the sliders']),
    ...(pinned === undefined ? [] : ['state A']),
    ...(sweep === undefined ? [] : ['the plan of the sweep']),
  ];
  const last = parts.at(-1) ?? '';
  const list = parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
  return `${groupedText(String(length))} characters: ${list}. Nothing is uploaded.`;
}
