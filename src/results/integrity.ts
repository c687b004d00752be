import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The start of a run differs between equal runs; the others are checked by their meaning. */
const WITHOUT_DIGEST: readonly string[] = ['created', 'schemaVersion', 'sha256'];

/** SHA-256 of every part of a document of results, by key. Blanks and the order of keys do not count. */
export function partDigests(document: object): Record<string, string> {
  const parts = Object.entries(document).filter(([key]) => !WITHOUT_DIGEST.includes(key));
  return Object.fromEntries(parts.map(([key, part]) => [key, bytesToHex(sha256(utf8ToBytes(orderedText(part))))]));
}

/** The first part that is not the one that was written; undefined if all are, or the document is too old to have digests. */
export function changedPart(
  document: object,
  written: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (written === undefined) return undefined;
  const found = partDigests(document);
  return [...Object.keys(written), ...Object.keys(found)].find((key) => written[key] !== found[key]);
}

export interface Difference {
  /** Keys and indices from the root, e.g. `layers.0.energy`. */
  readonly path: string;
  readonly found: unknown;
  readonly expected: unknown;
}

/**
 * The first value of a document that differs from the one expected there. What only one of them has is left out: other versions write
 * other keys.
 */
export function firstDifference(found: unknown, expected: unknown, path = ''): Difference | undefined {
  if (!isObject(found) || !isObject(expected)) {
    return isSame(found, expected) ? undefined : { path, found, expected };
  }
  if (Array.isArray(found) !== Array.isArray(expected)) return { path, found, expected };
  if (Array.isArray(found) && Array.isArray(expected) && found.length !== expected.length) {
    return { path: joined(path, 'length'), found: found.length, expected: expected.length };
  }
  for (const [key, value] of Object.entries(found)) {
    if (!Object.hasOwn(expected, key)) continue;
    const difference = firstDifference(value, Reflect.get(expected, key), joined(path, key));
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Whether JSON makes the same of both. It has no infinities, and leaves out what is undefined. */
function isSame(found: unknown, expected: unknown): boolean {
  return found === undefined || expected === undefined || inJson(found) === inJson(expected);
}

function inJson(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** The same JSON as `JSON.stringify` writes, with the keys of every object in one order. */
function orderedText(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  if ('toJSON' in value && typeof value.toJSON === 'function') return orderedText(value.toJSON());
  if (Array.isArray(value)) return `[${value.map(orderedText).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => JSON_KINDS.includes(typeof member))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${orderedText(member)}`).join(',')}}`;
}

/** What JSON can say; members of other kinds are left out. */
const JSON_KINDS: readonly string[] = ['string', 'number', 'boolean', 'object'];

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
