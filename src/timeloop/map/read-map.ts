import type { Diagnostic } from '../../base/diagnostic.ts';
import { checkShape } from '../../io/schema/shape-check.ts';
import { Findings, finish, type WithWarnings } from '../../io/text/findings.ts';
import { type DocumentPath, originOf, type SourceDocument } from '../../io/text/source-document.ts';
import * as errors from './map-errors.ts';
import { timeloopMapProfile } from './map-profile.ts';
import { type DirectiveRecord, MODEL_SWITCHES, timeloopMapSchema } from './map-schema.ts';
import type { TimeloopFactor, TimeloopMap, TimeloopNest, TimeloopStorage } from './timeloop-map.ts';

/**
 * Reads a Timeloop map, in the form of Timeloop itself or of its Python front end (0.4).
 * @throws InputError with all findings.
 */
export function readTimeloopMap(document: SourceDocument): WithWarnings<TimeloopMap> {
  const { mapping } = checkShape(document, timeloopMapSchema, timeloopMapProfile);
  const findings = new Findings(ignoredParts(document));
  const nests: TimeloopNest[] = [];
  const storage: TimeloopStorage[] = [];
  const switches: { name: string; path: DocumentPath }[] = [];
  for (const [index, record] of mapping.entries()) {
    const path = ['mapping', index] as const;
    const target = String(record.target);
    for (const name of MODEL_SWITCHES) {
      const value = record[name];
      if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) {
        switches.push({ name, path: [...path, name] });
      }
    }
    if (record.type === 'skew') switches.push({ name: 'skew', path: [...path, 'type'] });
    else if (record.type === 'temporal' || record.type === 'spatial') {
      nests.push(nestOf(document, path, record, record.type, findings));
    } else storage.push({ target, keep: record.keep ?? [], bypass: record.bypass ?? [], path });
  }
  findings.add(repetitions(document, nests, storage));
  const namesRepeatedLevel = mapping.some(
    ({ type, factors, permutation }) => type === 'dataspace' || Array.isArray(factors) || Array.isArray(permutation),
  );
  return finish(document, findings, () => ({ nests, storage, namesRepeatedLevel, switches, document }));
}

function* ignoredParts(document: SourceDocument): Generator<Diagnostic> {
  const others = document.keysOf([]).filter((key) => key !== 'mapping');
  if (others.length > 0) yield errors.ignoredParts(originOf(document, [others[0] ?? '']), others);
}

function nestOf(
  document: SourceDocument,
  path: DocumentPath,
  record: DirectiveRecord,
  type: TimeloopNest['type'],
  findings: Findings,
): TimeloopNest {
  const factors = factorsOf(document, [...path, 'factors'], record.factors ?? [], findings);
  const permutation = permutationOf(record.permutation ?? []);
  for (const [index, dimension] of permutation.entries()) {
    if (permutation.indexOf(dimension) < index) {
      findings.add([errors.repeatedDimension(originOf(document, [...path, 'permutation']), 'permutation', dimension)]);
    }
  }
  return { type, target: String(record.target), factors, permutation, split: record.split ?? undefined, path };
}

/** `C=4`, `C4`, `C=4,3`, one after the other, with blanks or commas between. Names end where digits begin, unless there is a `=`. */
const FACTOR = /[\s,]*([A-Za-z_]\w*?)\s*(<=|>=|=)?\s*(\d+)(?![\w=])(?:,\s*(\d+)(?![\w=]))?/y;

function factorsOf(
  document: SourceDocument,
  path: DocumentPath,
  written: string | readonly (string | number)[],
  findings: Findings,
): TimeloopFactor[] {
  const texts = typeof written === 'string' ? [written] : written.map(String);
  const factors = new Map<string, TimeloopFactor>();
  for (const [index, text] of texts.entries()) {
    const place = typeof written === 'string' ? path : [...path, index];
    const end = text.replace(/[\s,]*(#.*)?$/, '').length;
    FACTOR.lastIndex = 0;
    while (FACTOR.lastIndex < end) {
      const start = FACTOR.lastIndex;
      const [whole, dimension = '', relation = '=', digits = '', lastDigits = digits] = FACTOR.exec(text) ?? [];
      const at = originOf(document, place, start);
      if (whole === undefined || relation !== '=') {
        findings.add([errors.noFactor(at, text.slice(start, end).trim(), relation !== '=')]);
        break;
      }
      const [size, lastSize] = [Number(digits), Number(lastDigits)];
      if (factors.has(dimension)) findings.add([errors.repeatedDimension(at, 'factors', dimension)]);
      if (!Number.isSafeInteger(size) || lastSize > size || (lastSize < 1 && size > 0)) {
        findings.add([errors.badRemainder(at, dimension, digits, lastDigits)]);
      }
      factors.set(dimension, { dimension, size, lastSize });
    }
  }
  return [...factors.values()];
}

/** Names, separated by commas or in a list, or single letters. */
function permutationOf(written: string | readonly (string | number)[]): string[] {
  if (typeof written !== 'string') return written.map((name) => String(name).trim());
  const text = written.replace(/#.*$/, '');
  return text.includes(',') ? text.split(',').flatMap((name) => name.trim() || []) : [...text.replace(/\s/g, '')];
}

function* repetitions(
  document: SourceDocument,
  nests: readonly TimeloopNest[],
  storage: readonly TimeloopStorage[],
): Generator<Diagnostic> {
  const seen = new Set<string>();
  const kinds = [...nests, ...storage.map((one) => ({ ...one, type: 'dataspace' }))];
  for (const { type, target, path } of kinds) {
    const key = `${type} ${target}`;
    if (seen.has(key)) yield errors.repeatedDirective(originOf(document, path), type, target);
    seen.add(key);
  }
  for (const { target, keep, bypass, path } of storage) {
    const both = keep.filter((name) => bypass.includes(name));
    for (const name of both) yield errors.keptAndBypassed(originOf(document, [...path, 'bypass']), target, name);
  }
}
