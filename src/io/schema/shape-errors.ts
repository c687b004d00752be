import type { Diagnostic } from '../../base/diagnostic.ts';
import { listed } from '../../base/enumerate.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { describeValue, error } from '../text/diagnostic-maker.ts';

/*
 * Violations of the shape of a file: the same seven for each format, with the format's digit in front.
 * 2 accelerator, 3 workload, 4 mapping, 7 sweep, 8 given mapping, 9 Timeloop map.
 */

export type FormatDigit = 2 | 3 | 4 | 7 | 8 | 9;

export function wrongRoot(
  format: FormatDigit,
  at: SourceOrigin,
  name: string,
  value: unknown,
  expected: string,
  hint?: string,
): Diagnostic {
  return error(`ZZ${format}001`, at, `the ${name} is ${describeValue(value)}; expected ${expected}`, hint);
}

export function missingField(
  format: FormatDigit,
  at: SourceOrigin,
  field: string,
  owner: string,
  expected: string,
  hint?: string,
): Diagnostic {
  return error(`ZZ${format}002`, at, `${owner} has no "${field}"; expected ${expected}`, hint);
}

export function unknownKey(
  format: FormatDigit,
  at: SourceOrigin,
  key: string,
  owner: string,
  known: readonly string[],
  nearest: string | undefined,
  hint?: string,
): Diagnostic {
  const suggestion = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  const advice = nearest === undefined ? `known keys are ${listed(known)}` : `rename it to ${nearest}`;
  return error(`ZZ${format}003`, at, `${owner} has an unknown key "${key}"${suggestion}`, hint ?? advice);
}

export function wrongType(
  format: FormatDigit,
  at: SourceOrigin,
  field: string,
  value: unknown,
  expected: string,
  hint?: string,
): Diagnostic {
  return error(`ZZ${format}004`, at, `${field} is ${describeValue(value)}; expected ${expected}`, hint);
}

export function outOfRange(
  format: FormatDigit,
  at: SourceOrigin,
  field: string,
  value: unknown,
  expected: string,
  hint?: string,
): Diagnostic {
  return error(`ZZ${format}005`, at, `${field} is ${describeValue(value)}; expected ${expected}`, hint);
}

export function wrongForm(
  format: FormatDigit,
  at: SourceOrigin,
  field: string,
  value: unknown,
  expected: string,
  hint?: string,
): Diagnostic {
  return error(`ZZ${format}006`, at, `${field} is ${describeValue(value)}; expected ${expected}`, hint);
}

export function wrongLength(
  format: FormatDigit,
  at: SourceOrigin,
  field: string,
  value: unknown,
  expected: string,
  hint?: string,
): Diagnostic {
  const count = Array.isArray(value) ? value.length : 0;
  return error(
    `ZZ${format}007`,
    at,
    `${field} has ${count} ${count === 1 ? 'item' : 'items'}; expected ${expected}`,
    hint,
  );
}

export function tooManyFaults(at: SourceOrigin, name: string): Diagnostic {
  return error(
    'ZZ1014',
    at,
    `the ${name} has more than fifty thousand values of the wrong form, too many to list`,
    `check that this file is meant as ${name}; examples/ has files to start from`,
  );
}
