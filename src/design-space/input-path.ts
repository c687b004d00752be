import { listed } from '../base/enumerate.ts';
import { countText } from '../base/number-text.ts';
import { didYouMean } from '../base/suggest.ts';
import { type DocumentPath, formatPath, isRecord, valueAt } from '../io/text/source-document.ts';

/** The inputs whose fields a sweep can set. */
export const SETTABLE_INPUTS = ['accelerator', 'mapping', 'workload', 'run'] as const;
export type SettableInput = (typeof SETTABLE_INPUTS)[number];

/** A field of an input; `'*'` stands for every entry of a list or map. */
export interface InputPath {
  readonly input: SettableInput;
  readonly steps: readonly (string | number)[];
}

/** The step of a path that stands for every entry. */
export const EVERY = '*';

/** `accelerator.memories.l1.ports[*].bandwidth_max`; undefined when the text is no path of an input. */
export function parseInputPath(text: string): InputPath | undefined {
  const [, head = '', rest = ''] = /^(\w+)((?:\.[^.[\]\s]+|\[(?:\d+|\*)\])+)$/.exec(text.trim()) ?? [];
  const input = SETTABLE_INPUTS.find((one) => one === head);
  if (input === undefined) return undefined;
  const steps = [...rest.matchAll(/\[(\d+|\*)\]|\.([^.[\]\s]+)/g)].map(([, position, key = '']) =>
    position === undefined ? key : position === EVERY ? EVERY : Number(position),
  );
  return { input, steps };
}

/**
 * The paths that a path with `*` stands for in some data. The last step may be a field that isn't there yet: optional fields can be set.
 * @param shownInput name of the input in what is said; nothing where readers know it.
 * @returns why it leads nowhere, as text, otherwise.
 */
export function resolvePath(
  data: unknown,
  { input, steps }: InputPath,
  shownInput: string = input,
): readonly DocumentPath[] | string {
  let found: DocumentPath[] = [[]];
  for (const [place, step] of steps.entries()) {
    const isLast = place === steps.length - 1;
    const next: DocumentPath[] = [];
    for (const path of found) {
      const parent = valueAt(data, path);
      if (step === EVERY) {
        const keys = Array.isArray(parent) ? [...parent.keys()] : isRecord(parent) ? Object.keys(parent) : [];
        if (keys.length === 0) return `${nameOf(shownInput, path)} has no entries`;
        next.push(...keys.map((key) => [...path, key]));
      } else if (valueAt(parent, [step]) !== undefined || (isLast && isRecord(parent) && typeof step === 'string')) {
        next.push([...path, step]);
      } else {
        return missing(shownInput, path, step, parent);
      }
    }
    found = next;
  }
  return found;
}

function missing(input: string, path: DocumentPath, step: string | number, parent: unknown): string {
  const name = nameOf(input, [...path, step]);
  if (Array.isArray(parent))
    return `there is no ${name}: the list has ${countText(parent.length, 'entry', 'entries')}, counted from 0`;
  const keys = isRecord(parent) ? Object.keys(parent) : [];
  const known = keys.length === 0 ? 'it has no fields' : `the fields there are ${listed(keys)}`;
  return `there is no field ${name}${didYouMean(String(step), keys)}; ${known}`;
}

function nameOf(input: string, path: DocumentPath): string {
  const rest = formatPath(path);
  if (rest === '' || input === '') return `${input}${rest}`;
  return rest.startsWith('[') ? `${input}${rest}` : `${input}.${rest}`;
}
