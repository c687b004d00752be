import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { SourceDocument } from './source-document.ts';

/** A successfully read input and the warnings it gave. Errors are thrown as `InputError`. */
export interface WithWarnings<T> {
  readonly value: T;
  readonly warnings: readonly Diagnostic[];
}

/** The result of reading a document, or an `InputError` with all findings if one of them is an error. */
export function finish<T>(document: SourceDocument, findings: readonly Diagnostic[], value: () => T): WithWarnings<T> {
  const all = [...document.warnings, ...findings].toSorted(byPosition);
  if (all.some((finding) => finding.severity === 'error')) throw new InputError(all);
  return { value: value(), warnings: all };
}

export function hasErrors(findings: readonly Diagnostic[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** In the order of the file; findings without a position keep their order, at the end. */
function byPosition(x: Diagnostic, y: Diagnostic): number {
  const line = (x.line ?? Number.MAX_SAFE_INTEGER) - (y.line ?? Number.MAX_SAFE_INTEGER);
  return line !== 0 ? line : (x.column ?? 0) - (y.column ?? 0);
}
