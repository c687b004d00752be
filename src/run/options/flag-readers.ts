import { dimensionValues, inputShapes } from '../../stages/arguments.ts';

/* Readers of flags whose argument is neither a text nor a number. They give undefined for what cannot be read. */

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };

/** Reads `--time-limit`: seconds, with or without a unit. */
export function readDuration(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d+\.?\d*|\.\d+) ?(s|min|h)?$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (SECONDS_IN[unit] ?? Number.NaN);
}

/** Reads `--dim name=size`, which may be repeated. */
export function addDimension(text: string, before: unknown): unknown {
  const [, name, size] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { ...(dimensionValues.is(before) ? before : {}), [name]: Number(size) };
}

/** Reads `--shape name=1,3,224,224`, which may be repeated. */
export function addShape(text: string, before: unknown): unknown {
  const [, name, sizes] = /^(.+)=(\d+(?:,\d+)*)$/.exec(text) ?? [];
  if (name === undefined || sizes === undefined) return undefined;
  return { ...(inputShapes.is(before) ? before : {}), [name]: sizes.split(',').map(Number) };
}

/** Reads `1%` or `0.01`. */
export function readShare(text: string): unknown {
  const [, number, percent] = /^(\d+(?:\.\d*)?|\.\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  return percent === '%' ? Number(number) / 100 : Number(number);
}

/** What a flag must be that names a folder. */
export const NAMED_FOLDER = 'the path of a folder; write ./- for one of the name -';

/** What a flag must be that names a file, of a command that prints something else. */
export const NAMED_FILE = 'the path of a file; write ./- for one of the name -';

/** A path. A dash alone stands for standard output, where the flag can't be written. */
export function readPath(text: string): string | undefined {
  return text === '-' ? undefined : text;
}
