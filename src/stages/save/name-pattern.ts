import { nearestWord } from '../../base/suggest.ts';
import { canonicalArgumentName } from '../../chain/check/argument-names.ts';
import type { Context } from '../../chain/kind.ts';
import type { ChainPlace } from '../../chain/stage.ts';
import { safeFileName } from './result-file-names.ts';

/*
 * Names of files and folders with placeholders (docs/stages.md#file-names): `outputs/{datetime}/{layer}_{kind}.json`. `?` is short
 * for `{layer}_{kind}`.
 */

/** Placeholders that describe the result being saved. */
export interface ResultPlaceholders {
  /** Layer name, `overall` for totals. */
  readonly layer: string;
  /** What is saved: `complete`, `simple`, … */
  readonly kind: string;
  /** Running number of the results saved under this pattern, from 1. */
  readonly index: () => number;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const OF_RUN = ['datetime'];
const OF_RESULT = ['layer', 'kind', 'index'];

/** Fills the placeholders of a name that belongs to one result. */
export function fillPattern(pattern: string, startTime: Date, context: Context, result: ResultPlaceholders): string {
  return pattern.replaceAll('?', '{layer}_{kind}').replace(PLACEHOLDER, (whole, written: string) => {
    switch (written) {
      case 'layer':
        return safeFileName(result.layer);
      case 'kind':
        return result.kind;
      case 'index':
        return String(result.index());
      default:
        return argumentText(written, startTime, context) ?? whole;
    }
  });
}

/** Fills the placeholders of a name that belongs to a place in the chain: the run and the arguments known there. */
export function fillName(name: string, startTime: Date, context: Context): string {
  return name.replace(PLACEHOLDER, (whole, written: string) => argumentText(written, startTime, context) ?? whole);
}

function argumentText(written: string, startTime: Date, context: Context): string | undefined {
  if (written === 'datetime') return fileTime(startTime);
  const value = context[canonicalArgumentName(written)];
  if (typeof value === 'number') return String(value);
  const text = plainText(value);
  return text === undefined ? undefined : safeFileName(text);
}

/** An argument as part of a name: texts and numbers as they are, layers and accelerators by name. */
function plainText(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : undefined;
}

/** Local time as in file names: `2022-11-06T14-03-12.123`, without the fraction when it is 0. */
export function fileTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('-');
  const fraction = time.getMilliseconds();
  return `${day}T${clock}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}`;
}

/** What is wrong with the placeholders of an argument, for the check of the chain. */
export function placeholderProblems(argument: string, { given, known }: ChainPlace, ofResult: boolean): string[] {
  const pattern = given[argument];
  if (typeof pattern !== 'string') return [];
  const allowed = [...OF_RUN, ...(ofResult ? OF_RESULT : []), ...known];
  return [...pattern.matchAll(PLACEHOLDER)].flatMap(([whole, written = '']) => {
    if (allowed.includes(written) || allowed.includes(canonicalArgumentName(written))) return [];
    const near = nearestWord(written, allowed);
    const guess = near === undefined ? '' : ` (did you mean {${near}}?)`;
    const list = allowed.map((name) => `{${name}}`).join(', ');
    return [`'${argument}' has the unknown placeholder ${whole}${guess}; the known placeholders are ${list}`];
  });
}
