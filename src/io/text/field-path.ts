import { listed } from '../../base/enumerate.ts';
import { didYouMean } from '../../base/suggest.ts';
import { type DocumentPath, formatPath, isRecord, valueAt } from './source-document.ts';

/** `memories.l1.ports[0].bandwidth_max` as keys and list positions; undefined when it is not such a path. */
export function parseFieldPath(text: string): DocumentPath | undefined {
  if (!/^[^.[\]]+(\.[^.[\]]+|\[\d+\])*$/.test(text)) return undefined;
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, position, key = '']) =>
    position === undefined ? key : Number(position),
  );
}

/** Why `path` leads nowhere in `data`: the first step that fails and what there is instead. Undefined if it leads somewhere. */
export function fieldProblem(data: unknown, path: DocumentPath): string | undefined {
  for (let length = 1; length <= path.length; length++) {
    if (valueAt(data, path.slice(0, length)) !== undefined) continue;
    const parent = valueAt(data, path.slice(0, length - 1));
    const name = formatPath(path.slice(0, length));
    if (Array.isArray(parent)) return `there is no ${name}: the list has ${parent.length} entries, counted from 0`;
    const keys = isRecord(parent) ? Object.keys(parent) : [];
    const known = keys.length === 0 ? 'it has no fields' : `the fields there are ${listed(keys)}`;
    return `there is no field ${name}${didYouMean(String(path[length - 1]), keys)}; ${known}`;
  }
  return undefined;
}

/** A copy of `data` with another value at `path`; everything beside the path is shared. */
export function withField(data: unknown, path: DocumentPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(data)) return data.map((item, index) => (index === step ? withField(item, rest, value) : item));
  return isRecord(data) ? { ...data, [step]: withField(data[String(step)], rest, value) } : data;
}
