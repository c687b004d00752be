import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { readAccelerator } from '../accelerator/read-accelerator.ts';
import { checkShape } from '../schema/shape-check.ts';
import { Findings, finish, type WithWarnings } from '../text/findings.ts';
import { isRecord, type SourceDocument, valueAt } from '../text/source-document.ts';
import { readGivenLayer } from './given-layer.ts';
import { givenMappingProfile } from './given-mapping-profile.ts';
import { linkRules, mappingRules } from './given-mapping-rules.ts';
import { type GivenMappingRecord, givenMappingSchema } from './given-mapping-schema.ts';
import { partOfDocument } from './part-of-document.ts';

/** A layer with one complete mapping on an accelerator, checked. */
export interface GivenMapping {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly spatialMapping: SpatialMapping;
  /** Without loops of size 1. */
  readonly temporalMapping: TemporalMapping;
  readonly reuseAtPins: boolean;
  /** Undefined where the input names none. */
  readonly costModel: CostModelName | undefined;
}

/**
 * Reads a given mapping, or a file that has one under `input`: checks the shape, then the rules between fields.
 * @throws InputError with all findings.
 */
export function readGivenMapping(source: SourceDocument): WithWarnings<GivenMapping> {
  const document = isRecord(valueAt(source.data, ['input'])) ? partOfDocument(source, ['input']) : source;
  const record = checkShape(document, givenMappingSchema, givenMappingProfile);
  const read = readAccelerator(partOfDocument(document, ['accelerator']));
  const accelerator = withCyclesPerOperation(read.value, record.cycles_per_op ?? undefined);
  const findings = new Findings(read.warnings);
  const layer = readGivenLayer(document, record, findings);
  findings.add(linkRules(document, record, accelerator));
  finish(document, findings, () => undefined);
  const linked = new Findings(findings);
  linked.add(mappingRules(document, record, layer, accelerator));
  return finish(document, linked, () => ({
    layer,
    accelerator,
    spatialMapping: spatialMappingOf(record),
    temporalMapping: withoutSingleIterations(record),
    reuseAtPins: record.reuse_at_pins ?? true,
    costModel: record.costModel ?? undefined,
  }));
}

function withCyclesPerOperation(accelerator: Accelerator, cycles: number | undefined): Accelerator {
  if (cycles === undefined) return accelerator;
  return { ...accelerator, operationalArray: { ...accelerator.operationalArray, cyclesPerOperation: cycles } };
}

export function spatialMappingOf({ spatial }: GivenMappingRecord): SpatialMapping {
  return spatial.map(([arrayDimension, loops]) => ({
    arrayDimension,
    unrollings: loops.map(([dimension, factor]) => ({ dimension, factor })),
  }));
}

/** Loops of one iteration change nothing; they would only keep loops apart. */
function withoutSingleIterations({ temporal }: GivenMappingRecord): TemporalMapping {
  const kept = temporal.loops.map(([, size]) => size > 1);
  const loops = temporal.loops.flatMap(([dimension, size]) => (size > 1 ? [{ dimension, size }] : []));
  const boundaries = new Map(
    Object.entries(temporal.boundaries).map(([operand, ends]) => [
      operand,
      ends.map((end) => kept.slice(0, end).filter(Boolean).length),
    ]),
  );
  return { loops, boundaries };
}
