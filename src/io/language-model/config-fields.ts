import type { Diagnostic } from '../../base/diagnostic.ts';
import { type DocumentPath, originOf, type SourceDocument, valueAt } from '../text/source-document.ts';

/** Reads the fields of a model's configuration. What is wrong is collected, so that all of it is reported at once. */
export class ConfigFields {
  private readonly found = new Map<string, Diagnostic>();
  private readonly document: SourceDocument;

  constructor(document: SourceDocument) {
    this.document = document;
  }

  /** What is wrong or odd: the first finding about each field, because others follow from it. */
  get findings(): readonly Diagnostic[] {
    return [...this.found.values()];
  }

  /** A whole number of at least 1. Without `fallback` the field must be there; null counts as absent. */
  count(field: string, fallback?: number): number {
    return this.integer(field, 1, fallback);
  }

  /** A whole number of at least 0, absent as 0. */
  countOrZero(field: string): number {
    return this.integer(field, 0, 0);
  }

  flag(field: string, fallback: boolean): boolean {
    const value = this.value(field);
    if (value === undefined) return fallback;
    if (typeof value === 'boolean') return value;
    this.reject(field, value, 'true or false');
    return fallback;
  }

  /** What is written at a field; undefined for null. */
  value(field: string): unknown {
    return valueAt(this.document.data, [field]) ?? undefined;
  }

  /** The model cannot be described for a reason that a field gives. */
  unsupported(field: string, why: string): void {
    this.add(field, {
      code: 'ZZ3410',
      severity: 'error',
      ...this.at(field),
      message: `${field} is ${JSON.stringify(this.value(field))}: ${why}`,
      hint: 'write the layers of this model into a workload file',
    });
  }

  /** What the description leaves out. */
  ignored(field: string, why: string): void {
    this.add(field, {
      code: 'ZZ3411',
      severity: 'warning',
      ...this.at(field),
      message: `${field} is ${JSON.stringify(this.value(field))}: ${why}`,
      hint: 'choose a context within which it makes no difference',
    });
  }

  private integer(field: string, least: number, fallback: number | undefined): number {
    const value = this.value(field) ?? fallback;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= 2 ** 32) return value;
    this.reject(field, value, `a whole number of at least ${least}`);
    return least;
  }

  private reject(field: string, value: unknown, expected: string): void {
    const what = value === undefined ? `${field} is missing` : `${field} is ${JSON.stringify(value)}`;
    this.add(field, {
      code: 'ZZ3409',
      severity: 'error',
      ...this.at(field),
      message: `${what}; expected ${expected}`,
      hint: `write ${field} as in the config.json of the model`,
    });
  }

  private add(field: string, finding: Diagnostic): void {
    if (!this.found.has(field)) this.found.set(field, finding);
  }

  private at(field: string) {
    const path: DocumentPath = this.value(field) === undefined ? [] : [field];
    return originOf(this.document, path);
  }
}
