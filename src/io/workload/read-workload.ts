import type { Diagnostic } from '../../base/diagnostic.ts';
import type { LayerDescription } from '../../model/workload/layer.ts';
import { checkShape } from '../schema/shape-check.ts';
import type { WithWarnings } from '../text/findings.ts';
import { Findings, finish } from '../text/findings.ts';
import { originOf, type SourceDocument } from '../text/source-document.ts';
import { inexactCount } from './inexact-counts.ts';
import type { LayerPlace } from './layer-place.ts';
import { readLayerShape } from './layer-rules.ts';
import type { DescribedLayerNode, WorkloadDescription } from './workload-description.ts';
import * as errors from './workload-errors.ts';
import { workloadProfile } from './workload-profile.ts';
import { type LayerRecord, workloadSchema } from './workload-schema.ts';

/** Reads a workload file: its shape (all violations at once), then every layer and the connections between them. Throws `InputError`. */
export function readWorkload(document: SourceDocument): WithWarnings<WorkloadDescription> {
  const records = checkShape(document, workloadSchema, workloadProfile);
  const firstWithId = new Map<number, Producer>();
  records.forEach((record, index) => {
    if (!firstWithId.has(record.id)) firstWithId.set(record.id, { index, label: labelOf(record) });
  });
  const findings = new Findings(idRules(document, records, firstWithId));
  const nodes = records.map((record, index) => {
    const place = { document, path: [index], record, label: labelOf(record) };
    findings.add(sourceRules(place, index, firstWithId));
    return toNode(place, findings);
  });
  return finish(document, findings, () => ({ nodes }));
}

function nameOf({ name, id }: LayerRecord): string {
  return name ?? `Layer${id}`;
}

function labelOf({ name, id }: LayerRecord): string {
  return name === undefined || name === null ? `layer ${id}` : `layer "${name}"`;
}

/** The first layer with some id. */
interface Producer {
  readonly index: number;
  readonly label: string;
}

function idRules(
  document: SourceDocument,
  records: readonly LayerRecord[],
  firstWithId: ReadonlyMap<number, Producer>,
): Diagnostic[] {
  return records.flatMap((record, index) => {
    const first = firstWithId.get(record.id);
    if (first === undefined || first.index === index) return [];
    return [errors.repeatedLayerId(originOf(document, [index, 'id']), labelOf(record), record.id, first.label)];
  });
}

/** Producers must exist and stand earlier in the file. */
function sourceRules(place: LayerPlace, index: number, firstWithId: ReadonlyMap<number, Producer>): Diagnostic[] {
  const { document, path, record, label } = place;
  return sourcesInFileOrder(place).flatMap(([operand, id]) => {
    const producer = firstWithId.get(id);
    if (id === record.id || (producer !== undefined && producer.index < index)) return [];
    const at = originOf(document, [...path, 'operand_source', operand]);
    return producer === undefined
      ? [errors.unknownSource(at, label, operand, id)]
      : [errors.laterSource(at, label, operand, id, producer.label)];
  });
}

function sourcesInFileOrder({ document, path, record }: Omit<LayerPlace, 'label'>): (readonly [string, number])[] {
  const { I, W } = record.operand_source;
  return document.keysOf([...path, 'operand_source']).flatMap((operand) => {
    const id = operand === 'I' ? I : W;
    return id === undefined ? [] : [[operand, id] as const];
  });
}

function toNode(place: LayerPlace, findings: Findings): DescribedLayerNode {
  const { document, path, record } = place;
  const faults = new Findings();
  const shape = readLayerShape(place, faults);
  findings.add(faults);
  const sources = sourcesInFileOrder(place);
  const produced = sources.filter(([, id]) => id !== record.id);
  const name = nameOf(record);
  const layer: LayerDescription = {
    ...shape,
    id: record.id,
    name,
    operatorType: record.operator_type,
    ...repeatOf(record),
    finalOutputPrecisionBits: record.operand_precision.O_final,
    operandPrecision: new Map(precisionsInFileOrder(place)),
    constantOperands: sources.filter(([, id]) => id === record.id).map(([operand]) => operand),
    operandSources: new Map(produced),
    origin: originOf(document, path),
  };
  const count = faults.hasErrors ? undefined : inexactCount(layer);
  if (count !== undefined) {
    findings.add([errors.tooLargeToCount(originOf(document, [...path, 'loop_sizes']), place.label, count)]);
  }
  return { kind: 'layer', id: record.id, name, sources: produced.map(([, id]) => id), layer };
}

/** Layers that are not repeated have no such part. */
function repeatOf({ repeat }: LayerRecord): Pick<LayerDescription, 'repeat'> {
  return repeat === 1 ? {} : { repeat };
}

function precisionsInFileOrder({ document, path, record }: LayerPlace): [string, number][] {
  const bits = new Map(Object.entries(record.operand_precision));
  return document.keysOf([...path, 'operand_precision']).flatMap((operand): [string, number][] => {
    const value = bits.get(operand);
    return value === undefined ? [] : [[operand, value]];
  });
}
