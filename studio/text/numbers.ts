import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { NumberPath } from '../state/project.ts';

/** A number that stands in a text. Offsets are in characters, `to` excluded. */
export interface PlacedNumber {
  readonly path: NumberPath;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** A map entry of a text: from its key to the end of its value. */
export interface PlacedEntry {
  readonly path: NumberPath;
  /** Start of the key. */
  readonly from: number;
  readonly to: number;
}

export interface PlacesOfText {
  readonly numbers: readonly PlacedNumber[];
  /** Entries of maps, outer ones before inner ones. */
  readonly entries: readonly PlacedEntry[];
}

/** Texts whose places are kept: a drawing asks for those of the same few again and again. */
const MOST_REMEMBERED = 16;
const remembered = new Map<string, PlacesOfText>();

/** Where the numbers and entries of a YAML text stand, as far as it can be read. */
export function placesOf(text: string): PlacesOfText {
  const known = remembered.get(text) ?? findPlaces(text);
  remembered.delete(text);
  remembered.set(text, known);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return known;
}

function findPlaces(text: string): PlacesOfText {
  const numbers: PlacedNumber[] = [];
  const entries: PlacedEntry[] = [];
  const walk = (node: unknown, path: NumberPath): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (!isScalar(key) || key.range == null) continue;
        const inner = [...path, String(key.value)];
        entries.push({ path: inner, from: key.range[0], to: endOf(value) ?? key.range[1] });
        walk(value, inner);
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
    } else if (isScalar(node) && typeof node.value === 'number' && node.range != null) {
      numbers.push({ path, value: node.value, from: node.range[0], to: node.range[1] });
    }
  };
  walk(parseDocument(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false }).contents, []);
  return { numbers, entries };
}

function endOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const end: unknown = node.range[1];
  return typeof end === 'number' ? end : undefined;
}

/** The number at a path; undefined where there is none. */
export function numberAt(text: string, path: NumberPath): number | undefined {
  return placesOf(text).numbers.find((number) => samePath(number.path, path))?.value;
}

/**
 * The text with the numbers at some paths set to a value. Everything else stays, but comments that tell a size in words: those
 * would be wrong. Paths that lead to no number change nothing.
 */
export function withNumbers(text: string, paths: readonly NumberPath[], value: number): string {
  const wanted = placesOf(text).numbers.filter((number) => paths.some((path) => samePath(number.path, path)));
  return wanted
    .toSorted((a, b) => b.from - a.from)
    .reduce(
      (changed, { path, from, to, value: old }) =>
        old === value
          ? changed
          : `${changed.slice(0, from)}${numberText(value)}${withSize(changed.slice(to), path, old, value)}`,
      text,
    );
}

/** What stands behind a size, with the size of a comment such as `# 2 MiB` renewed where it was right. */
function withSize(rest: string, path: NumberPath, old: number, value: number): string {
  const [whole, blanks = '', written = ''] = /^([ \t]*#[ \t]*)([\d.]+ ?[KMG]?i?B)(?=[ \t]*(\n|$))/.exec(rest) ?? [];
  if (whole === undefined || path.at(-1) !== 'size' || byteText(old) !== written) return rest;
  return `${blanks}${byteText(value)}${rest.slice(whole.length)}`;
}

/** `2 MiB` of bits. */
function byteText(bits: number): string {
  const bytes = bits / 8;
  const power = Math.max(0, Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${Number((bytes / 1024 ** power).toPrecision(4))} ${['B', 'KiB', 'MiB', 'GiB'][power]}`;
}

export function samePath(one: NumberPath, other: NumberPath): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

/** As YAML reads it back to the same number. */
function numberText(value: number): string {
  return String(value);
}
