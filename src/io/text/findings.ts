import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { SourceDocument } from './source-document.ts';

/** A successfully read input and the warnings it gave. Errors are thrown as `InputError`. */
export interface WithWarnings<T> {
  readonly value: T;
  readonly warnings: readonly Diagnostic[];
}

/** So many errors, and so many warnings, are kept; the others are counted. */
const MOST_KEPT = 100;

/** Collects what is found in a document. However much that is, it takes little memory: one finding stands for all beyond the first hundred. */
export class Findings implements Iterable<Diagnostic> {
  private readonly kept: Diagnostic[] = [];
  private readonly found = { error: 0, warning: 0 };
  private readonly omitted = { error: 0, warning: 0 };

  constructor(first: Iterable<Diagnostic> = []) {
    this.add(first);
  }

  /** A list may be of any length, so that it is never spread into a call; generators make findings one by one. */
  add(findings: Iterable<Diagnostic>): void {
    for (const finding of findings) {
      const { severity, count = 1 } = finding;
      if (count === 1 && this.found[severity] < MOST_KEPT) this.kept.push(finding);
      else this.omitted[severity] += count;
      this.found[severity] += count;
    }
  }

  /** Counts errors that need no description, because enough are kept. */
  omitErrors(count: number): void {
    this.found.error += count;
    this.omitted.error += count;
  }

  get hasEnoughErrors(): boolean {
    return this.found.error >= MOST_KEPT;
  }

  get hasErrors(): boolean {
    return this.found.error > 0;
  }

  get isEmpty(): boolean {
    return this.found.error + this.found.warning === 0;
  }

  *[Symbol.iterator](): Iterator<Diagnostic> {
    yield* this.kept;
    for (const severity of ['error', 'warning'] as const) {
      const count = this.omitted[severity];
      if (count > 0) yield notListed(severity, count);
    }
  }
}

/** Stands for findings beyond the first hundred of a document. */
function notListed(severity: 'error' | 'warning', count: number): Diagnostic {
  return {
    code: 'ZZ1014',
    severity,
    message: `${count} more ${severity}${count === 1 ? ' is' : 's are'} not listed`,
    hint: `look after the ${severity}s that are listed first`,
    count,
  };
}

/** The result of reading a document, or an `InputError` with all findings if one of them is an error. */
export function finish<T>(document: SourceDocument, findings: Iterable<Diagnostic>, value: () => T): WithWarnings<T> {
  const found = new Findings(document.warnings);
  found.add(findings);
  const all = [...found].toSorted(byPosition);
  if (found.hasErrors) throw new InputError(all);
  return { value: value(), warnings: all };
}

/** In the order of the file; findings without a position keep their order, at the end. */
function byPosition(x: Diagnostic, y: Diagnostic): number {
  const line = (x.line ?? Number.MAX_SAFE_INTEGER) - (y.line ?? Number.MAX_SAFE_INTEGER);
  return line !== 0 ? line : (x.column ?? 0) - (y.column ?? 0);
}
