import { isRecord, keyOriginOf, type SourceDocument } from '../text/source-document.ts';
import * as errors from './mapping-errors.ts';

/** The fields with which entries once chose a core. */
const CORE_FIELDS = ['core_allocation', 'core_allocation_is_fixed'];

/** Leaves out the choice of a core (up to ZigZag 3.7.0), with one warning per file. */
export function ignoreCores(document: SourceDocument): SourceDocument {
  if (!Array.isArray(document.data)) return document;
  const entries: unknown[] = document.data;
  const fieldsOf = (entry: unknown) => CORE_FIELDS.filter((field) => isRecord(entry) && Object.hasOwn(entry, field));
  const first = entries.findIndex((entry) => fieldsOf(entry).length > 0);
  if (first < 0) return document;
  const fields = CORE_FIELDS.filter((field) => entries.some((entry) => fieldsOf(entry).includes(field)));
  const data = entries.map((entry) =>
    isRecord(entry) ? Object.fromEntries(Object.entries(entry).filter(([key]) => !CORE_FIELDS.includes(key))) : entry,
  );
  const at = keyOriginOf(document, [first, fieldsOf(entries[first])[0] ?? '']);
  return { ...document, data, warnings: [...document.warnings, errors.singleCore(at, fields)] };
}
