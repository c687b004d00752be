import { isMap, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import type { NumberPath } from '../state/project.ts';
import { withAutomaticCosts } from './automatic-costs.ts';
import { numberAt, withNumbers } from './numbers.ts';

/** A value of a text that holds no others. */
export type FieldValue = number | string | boolean;

/** A field and its new value. */
export interface FieldChange {
  readonly path: NumberPath;
  readonly value: FieldValue;
}

/** A part of a text and what takes its place. Offsets are in characters, `to` excluded. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The text with other values of some fields. What is not changed stays, comments included. A field that is not there is put before
 * the first one of its map.
 */
export function withFields(text: string, changes: readonly FieldChange[]): string {
  return changes.reduce((changed, change) => withField(changed, change), text);
}

function withField(text: string, { path, value }: FieldChange): string {
  const [root, memory, key] = path;
  if (root === 'memories' && typeof memory === 'string' && key === 'auto_cost_extraction' && value === true) {
    const automatic = withAutomaticCosts(text, memory);
    if (automatic !== undefined) return automatic;
  }
  // A comment that tells the number follows it.
  if (typeof value === 'number' && numberAt(text, path) !== undefined) return withNumbers(text, [path], value);
  const found = replacement(text, path, written(value));
  return found === undefined ? text : replaced(text, [found]);
}

function replacement(text: string, path: NumberPath, value: string): Replacement | undefined {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
  const node: unknown = document.getIn(path, true);
  if (isScalar(node) && node.range != null) return { from: node.range[0], to: node.range[1], text: value };
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const from = startOf(parent.items[0]);
  if (from === undefined) return undefined;
  const entry = `${String(path.at(-1))}: ${value}`;
  const indent = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  // In a list the first key stands behind a dash; the next one stands below it.
  const next = parent.flow === true ? ', ' : `\n${indent.replace(/[^ ]/g, ' ')}`;
  return { from, to: from, text: `${entry}${next}` };
}

function startOf(pair: Pair | undefined): number | undefined {
  return pair !== undefined && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  return replacements
    .toSorted((a, b) => b.from - a.from)
    .reduce((changed, { from, to, text: part }) => `${changed.slice(0, from)}${part}${changed.slice(to)}`, text);
}

/** JSON is YAML. */
function written(value: FieldValue): string {
  return JSON.stringify(value);
}

/**
 * A mapping text whose fixed unrollings fill array dimensions of other sizes: the first loop fills its dimension, others are left out,
 * as sweeps do it.
 */
export function withFilledUnrollings(text: string, sizes: ReadonlyMap<string, number>): string {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
  if (!isSeq(document.contents)) return text;
  const found = document.contents.items.flatMap((entry): Replacement[] => {
    const unrollings = isMap(entry) ? entry.get('spatial_mapping', true) : undefined;
    if (!isMap(unrollings)) return [];
    return unrollings.items.flatMap(({ key, value }): Replacement[] => {
      const size = isScalar(key) ? sizes.get(String(key.value)) : undefined;
      const first: unknown = isSeq(value) ? value.items[0] : undefined;
      if (size === undefined || !isSeq(value) || value.range == null || !isScalar(first)) return [];
      const [dimension = ''] = String(first.value).split(', ');
      return [{ from: value.range[0], to: value.range[1], text: `["${dimension}, ${size}"]` }];
    });
  });
  return replaced(text, found);
}
