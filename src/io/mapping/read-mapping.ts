import type { Diagnostic } from '../../base/diagnostic.ts';
import { nearestWord } from '../../base/suggest.ts';
import type { MemoryOperand } from '../../model/accelerator/memory.ts';
import type { MappingConstraints, TemporalOrderingEntry } from '../../model/mapping/mapping-constraints.ts';
import type { ArrayUnrolling } from '../../model/mapping/spatial-mapping.ts';
import { checkShape } from '../schema/shape-check.ts';
import type { WithWarnings } from '../text/findings.ts';
import { Findings, finish } from '../text/findings.ts';
import { type DocumentPath, originOf, type SourceDocument } from '../text/source-document.ts';
import * as errors from './mapping-errors.ts';
import { mappingProfile } from './mapping-profile.ts';
import { type MappingRecord, mappingSchema } from './mapping-schema.ts';
import { ignoreCores } from './older-mapping.ts';

/** The entries of a mapping file, in file order. */
export interface MappingFile {
  readonly entries: readonly MappingConstraints[];
  /** Where the entries were read from, for messages about parts of them. */
  readonly document?: SourceDocument;
}

/** Reads a mapping file: its shape (all violations at once), then the rules for every entry. Throws `InputError`. */
export function readMapping(source: SourceDocument): WithWarnings<MappingFile> {
  const document = ignoreCores(source);
  const records = checkShape(document, mappingSchema, mappingProfile);
  const findings = new Findings(nameRules(document, records));
  const entries = records.map((record, index) => toConstraints(document, [index], record, findings));
  return finish(document, findings, () => ({ entries, document }));
}

function* nameRules(document: SourceDocument, records: readonly MappingRecord[]): Iterable<Diagnostic> {
  const firstOf = new Map<string, number>();
  for (const [index, { name }] of records.entries()) {
    const first = firstOf.get(name);
    if (first === undefined) firstOf.set(name, index);
    else yield errors.repeatedEntry(originOf(document, [index, 'name']), name, first + 1);
  }
  if (firstOf.has('default')) return;
  const similar = nearestWord('default', firstOf.keys());
  const index = similar === undefined ? undefined : firstOf.get(similar);
  yield errors.noDefaultEntry(originOf(document, index === undefined ? [] : [index, 'name']), similar);
}

function toConstraints(
  document: SourceDocument,
  path: DocumentPath,
  record: MappingRecord,
  findings: Findings,
): MappingConstraints {
  findings.add(linkRules(document, path, record));
  findings.add(orderingRules(document, path, record));
  const hints = new Map(Object.entries(record.spatial_mapping_hint));
  return {
    entryName: record.name,
    spatialMapping: toSpatialMapping(document, path, record, findings),
    spatialMappingHint: new Map([...hints].map(([dimension, loops]) => [dimension, [...new Set(loops)]])),
    temporalOrdering: record.temporal_ordering.map(
      ([dimension, size]): TemporalOrderingEntry => ({ dimension: dimension.toUpperCase(), size }),
    ),
    memoryOperandLinks: new Map(linksInFileOrder(document, path, record)),
    origin: originOf(document, path),
  };
}

function toSpatialMapping(
  document: SourceDocument,
  path: DocumentPath,
  record: MappingRecord,
  findings: Findings,
): ArrayUnrolling[] {
  return Object.entries(record.spatial_mapping ?? {}).map(([arrayDimension, texts]) => {
    const factors = new Map<string, number>();
    texts.forEach((text, index) => {
      const [dimension = '', digits = ''] = text.split(', ');
      if (factors.has(dimension)) {
        const at = originOf(document, [...path, 'spatial_mapping', arrayDimension, index]);
        findings.add([errors.repeatedUnrolling(at, record.name, arrayDimension, dimension, Number(digits))]);
      }
      // A repeated dimension keeps its first place and takes the last factor.
      factors.set(dimension, Number(digits));
    });
    return { arrayDimension, unrollings: [...factors].map(([dimension, factor]) => ({ dimension, factor })) };
  });
}

/** The order of the links is the order in which operands are walked; without links it is O, I, W. */
function linksInFileOrder(
  document: SourceDocument,
  path: DocumentPath,
  record: MappingRecord,
): [string, MemoryOperand][] {
  const links = new Map(Object.entries(record.memory_operand_links));
  const written = document.keysOf([...path, 'memory_operand_links']);
  return (written.length === 0 ? [...links.keys()] : written).flatMap((operand): [string, MemoryOperand][] => {
    const memoryOperand = links.get(operand);
    return memoryOperand === undefined ? [] : [[operand, memoryOperand]];
  });
}

function linkRules(document: SourceDocument, path: DocumentPath, record: MappingRecord): Diagnostic[] {
  const links = linksInFileOrder(document, path, record);
  return links.flatMap(([operand, memoryOperand], index) => {
    const at = originOf(document, [...path, 'memory_operand_links', operand]);
    const earlier = links.slice(0, index).find(([, other]) => other === memoryOperand)?.[0];
    if (earlier !== undefined) {
      return [errors.repeatedMemoryOperand(at, record.name, [earlier, operand], memoryOperand)];
    }
    const isOutputLink = (operand === 'O') === (memoryOperand === 'O');
    return isOutputLink ? [] : [errors.outputLinkedToInput(at, record.name, operand, memoryOperand)];
  });
}

function orderingRules(document: SourceDocument, path: DocumentPath, record: MappingRecord): Diagnostic[] {
  return record.temporal_ordering.flatMap(([dimension, size], index) => {
    if (dimension !== '*' || size === '*') return [];
    return [errors.sizedWildcard(originOf(document, [...path, 'temporal_ordering', index]), record.name, size)];
  });
}
