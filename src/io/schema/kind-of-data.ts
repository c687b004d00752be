import type { Diagnostic } from '../../base/diagnostic.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { error } from '../text/diagnostic-maker.ts';
import { type DocumentPath, isRecord, keyOriginOf, type SourceDocument } from '../text/source-document.ts';

/** The inputs that are YAML. */
export type DataKind = 'accelerator' | 'workload' | 'mapping' | 'sweep' | 'given mapping' | 'Timeloop map';

/** The inputs of a run or sweep. */
type FileKind = Exclude<DataKind, 'given mapping' | 'Timeloop map'>;

/** Fields that only accelerators, only layers, only mapping entries, or only sweeps have. */
const FIELDS: Readonly<Record<DataKind, readonly string[]>> = {
  accelerator: ['memories', 'operational_array', 'multipliers'],
  workload: ['equation', 'loop_dims', 'operator_type'],
  mapping: ['spatial_mapping', 'spatial_mapping_hint', 'temporal_ordering', 'memory_operand_links'],
  sweep: ['parameters', 'objectives', 'strategy'],
  'given mapping': ['spatial', 'temporal', 'links'],
  'Timeloop map': ['mapping'],
};

/** What a document has of a kind of input: the places of its telling fields, those of one record. */
function tellingFields(data: unknown, kind: DataKind): readonly DocumentPath[] {
  const records: readonly (readonly [DocumentPath, unknown])[] = [
    'accelerator',
    'sweep',
    'given mapping',
    'Timeloop map',
  ].includes(kind)
    ? [[[], data]]
    : Array.isArray(data)
      ? data.map((record: unknown, index) => [[index], record])
      : [[[], data], ...Object.entries(isRecord(data) ? data : {}).map(([key, value]) => [[key], value] as const)];
  for (const [path, record] of records) {
    const found = FIELDS[kind].filter((field) => isRecord(record) && Object.hasOwn(record, field));
    if (found.length > 0) return found.map((field) => [...path, field]);
  }
  return [];
}

/**
 * What a document describes, by its fields. Maps with the fields of mapping entries, or of layers, are meant as such; their readers then
 * explain that they must be lists. Documents without such fields count as mappings if they are lists, as accelerators otherwise.
 */
export function kindOfData(data: unknown): FileKind {
  const order: readonly FileKind[] = Array.isArray(data)
    ? ['workload', 'mapping']
    : ['accelerator', 'sweep', 'mapping', 'workload'];
  const found = order.find((kind) => tellingFields(data, kind).length > 0);
  return found ?? (Array.isArray(data) ? 'mapping' : 'accelerator');
}

/**
 * The one finding for an input of another kind than expected: files that were swapped. Undefined for a document that has fields of the
 * expected kind, or too few of another one.
 */
export function otherInput(document: SourceDocument, expected: DataKind): Diagnostic | undefined {
  if (tellingFields(document.data, expected).length > 0) return undefined;
  const kind = kindOfData(document.data);
  const [first, second] = tellingFields(document.data, kind);
  // Someone may write the type of a layer into a mapping entry.
  if (kind === expected || first === undefined || (kind === 'workload' && second === undefined)) return undefined;
  return wrongInput(keyOriginOf(document, first), kind, expected, `it has the key "${first.at(-1)}"`);
}

const ARTICLE: Readonly<Record<DataKind, string>> = {
  accelerator: 'an accelerator',
  workload: 'a workload',
  mapping: 'a mapping',
  sweep: 'a sweep',
  'given mapping': 'a given mapping',
  'Timeloop map': 'a Timeloop map',
};

/** @param sign how the kind was told. */
export function wrongInput(at: SourceOrigin, kind: DataKind, expected: DataKind, sign: string): Diagnostic {
  return error(
    'ZZ1015',
    at,
    `this is ${ARTICLE[kind]} file (${sign}); expected ${ARTICLE[expected]} file`,
    `pass this file as ${kind}, and ${ARTICLE[expected]} file as ${expected}`,
  );
}
