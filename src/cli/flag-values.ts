import { InvalidArgumentError } from 'commander';
import { NAMED_FOLDER, readPath } from '../run/options/flag-readers.ts';

/* What the flags of several commands are read with. */

export function wholeCount(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return value;
}

export function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must be a path.');
  return text;
}

/** The path of a folder. A dash alone would mean standard output, which is none. */
export function folder(text: string): string {
  if (text === '' || readPath(text) === undefined) throw new InvalidArgumentError(`It must be ${NAMED_FOLDER}.`);
  return text;
}

/** `2%` or `2`, in percent. */
export function share(text: string): number {
  if (!/^\d+(\.\d+)? ?%?$/.test(text)) throw new InvalidArgumentError('It must be a percentage such as 2%.');
  return Number.parseFloat(text);
}
