import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { controlCharacter } from '../../base/plain-text.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import * as errors from './yaml-errors.ts';

/** Keys and list positions from the root of a document to one of its parts. */
export type DocumentPath = readonly (string | number)[];

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A parsed input file, or an object passed through the library: its data and where each part was written. */
export interface SourceDocument {
  readonly file?: string;
  /** Plain objects, lists, texts, numbers, booleans and null. */
  readonly data: unknown;
  /** What the syntax alone gave rise to, e.g. duplicate keys. */
  readonly warnings: readonly Diagnostic[];
  /**
   * Where the deepest existing part of `path` starts: scalars and flow collections at their value, block collections at their
   * key. `character` moves to the right inside a text written on one line.
   */
  positionOf(path: DocumentPath, character?: number): Position | undefined;
  /** Where the key itself stands that `path` ends with. */
  keyPositionOf(path: DocumentPath): Position | undefined;
  /**
   * Keys of the map at `path` in the order of the file. Plain objects cannot keep it: JavaScript moves keys that look like
   * integers to the front, and a memory may well be called `1`.
   */
  keysOf(path: DocumentPath): readonly string[];
}

/**
 * Wraps data that did not come from a file. The same snake_case keys as in the files; a `Map` may be used where the order of
 * integer-like keys matters, and `undefined` counts as absent. Diagnostics then carry paths only.
 */
export function documentFromObject(data: unknown): SourceDocument {
  return {
    data: plainData(data, []),
    warnings: [],
    positionOf: () => undefined,
    keyPositionOf: () => undefined,
    keysOf: (path) => {
      const value = valueAt(data, path);
      if (value instanceof Map) return [...value.keys()].map(String);
      return isRecord(value) ? Object.keys(value) : [];
    },
  };
}

/** Deeper data than this can only be a mistake; no format nests beyond seven levels. */
export const NESTING_LIMIT = 64;

function refuseControlCharacters(text: string): void {
  const character = controlCharacter(text);
  if (character !== undefined) throw new InputError([errors.controlCharacter({}, character)]);
}

function plainData(value: unknown, containers: readonly unknown[]): unknown {
  const isList = Array.isArray(value);
  const entries = value instanceof Map ? [...value] : isRecord(value) ? Object.entries(value) : undefined;
  if (typeof value === 'string') refuseControlCharacters(value);
  if (!isList && entries === undefined) return value;
  if (containers.length >= NESTING_LIMIT || containers.includes(value)) {
    throw new InputError([errors.nestedTooDeeply({}, NESTING_LIMIT)]);
  }
  const inside = [...containers, value];
  if (isList) return value.map((item) => plainData(item, inside));
  const written = (entries ?? []).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    written.map(([key, item]): [string, unknown] => {
      // The one name that objects treat specially.
      if (key === '__proto__') throw new InputError([errors.reservedKey({}, key)]);
      refuseControlCharacters(String(key));
      return [String(key), plainData(item, inside)];
    }),
  );
}

/** A map of the document: an object made of named fields, not a list and not an instance of some class. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** The part of `data` that `path` leads to; undefined if there is none. */
export function valueAt(data: unknown, path: DocumentPath): unknown {
  let value = data;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (value instanceof Map) value = value.get(step) ?? value.get(Number(step));
    else value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** `memories.sram_2MB.ports[1].bandwidth_min`. */
export function formatPath(path: DocumentPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** A document with other data: its places are those of the file. */
export function withData(document: SourceDocument, data: unknown): SourceDocument {
  return { ...document, data };
}

/** The place of a part of a document, as diagnostics and the model carry it. */
export function originOf(document: SourceDocument, path: DocumentPath, character?: number): SourceOrigin {
  return origin(document, path, document.positionOf(path, character));
}

/** The place of the key that `path` ends with, rather than that of its value. */
export function keyOriginOf(document: SourceDocument, path: DocumentPath): SourceOrigin {
  return origin(document, path, document.keyPositionOf(path));
}

function origin(document: SourceDocument, path: DocumentPath, position: Position | undefined): SourceOrigin {
  return {
    ...(document.file === undefined ? {} : { file: document.file }),
    ...(position === undefined ? {} : { line: position.line, column: position.column }),
    path: formatPath(path),
  };
}
