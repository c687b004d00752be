import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import type { SpatialMapping } from '../model/mapping/spatial-mapping.ts';
import { quantitiesOf, quantitiesOfOperator } from '../quantities/layer-quantities.ts';
import {
  comparableSpatialMapping,
  comparableTemporalMapping,
  loopChanges,
  type TemporalMappingRecord,
  unrollingChanges,
} from './mapping-changes.ts';
import { compareQuantities, type QuantityDelta } from './quantity-delta.ts';

/** Something of a layer in two runs. */
export interface Change<T> {
  readonly changed: boolean;
  readonly before: T;
  readonly after: T;
}

/** What a layer computes. */
export interface LayerShape {
  readonly equation: string;
  readonly dimensions: readonly { readonly name: string; readonly size: number }[];
  /** How many such layers the figures are for. */
  readonly times: number;
}

/** A layer in two runs. */
export interface LayerComparison {
  readonly name: string;
  readonly operatorType: string;
  /** Ids in the two runs. */
  readonly ids: readonly [before: number, after: number];
  readonly figures: readonly QuantityDelta[];
  readonly shape: Change<LayerShape>;
  readonly spatialMapping: Change<SpatialMapping>;
  readonly temporalMapping: Change<TemporalMappingRecord>;
  /** What changed in the mapping, a sentence each: unrollings, loops that moved, memories that hold other loops. */
  readonly mappingChanges: readonly string[];
}

/** A layer that only one run has. */
export interface UnmatchedLayer {
  readonly id: number;
  readonly name: string;
  /** pJ. */
  readonly energy: number;
  /** Cycles. */
  readonly latency: number;
}

export interface Matched<T> {
  readonly both: readonly (readonly [T, T])[];
  readonly onlyBefore: readonly T[];
  readonly onlyAfter: readonly T[];
}

/** Pairs layers of the same name, in the order of the first run. Of several layers of one name the first goes with the first. */
export function matchLayers(
  before: readonly CostModelEvaluation[],
  after: readonly CostModelEvaluation[],
): Matched<CostModelEvaluation> {
  return matchByName(before, after, ({ layer }) => layer.name);
}

/** The same for operators that cost their traffic. */
export function matchOperators(
  before: readonly TrafficEvaluation[],
  after: readonly TrafficEvaluation[],
): Matched<TrafficEvaluation> {
  return matchByName(before, after, ({ operator }) => operator.name);
}

function matchByName<T>(before: readonly T[], after: readonly T[], nameOf: (evaluation: T) => string): Matched<T> {
  const partners = new Map<string, number[]>();
  after.forEach((evaluation, index) => {
    const name = nameOf(evaluation);
    partners.set(name, [...(partners.get(name) ?? []), index]);
  });
  const both: [T, T][] = [];
  const onlyBefore: T[] = [];
  for (const evaluation of before) {
    const partner = after[partners.get(nameOf(evaluation))?.shift() ?? -1];
    if (partner === undefined) onlyBefore.push(evaluation);
    else both.push([evaluation, partner]);
  }
  const left = new Set([...partners.values()].flat());
  return { both, onlyBefore, onlyAfter: after.filter((_, index) => left.has(index)) };
}

export function compareLayers(before: CostModelEvaluation, after: CostModelEvaluation): LayerComparison {
  const spatialMapping = change(before.spatialMapping.source, after.spatialMapping.source, comparableSpatialMapping);
  const temporalMapping = change(temporalMappingOf(before), temporalMappingOf(after), comparableTemporalMapping);
  return {
    name: before.layer.name,
    operatorType: before.layer.operatorType,
    ids: [before.layer.id, after.layer.id],
    figures: compareQuantities(quantitiesOf(before), quantitiesOf(after)),
    shape: change(shapeOf(before), shapeOf(after), comparableShape),
    spatialMapping,
    temporalMapping,
    mappingChanges: [
      ...(spatialMapping.changed ? unrollingChanges(spatialMapping.before, spatialMapping.after) : []),
      ...(temporalMapping.changed ? loopChanges(temporalMapping.before, temporalMapping.after) : []),
    ],
  };
}

/** Operators have costs, but no loops: their shape and mappings are empty, and equal. */
export function compareOperators(before: TrafficEvaluation, after: TrafficEvaluation): LayerComparison {
  const unchanged = <T>(value: T): Change<T> => ({ changed: false, before: value, after: value });
  return {
    name: before.operator.name,
    operatorType: before.operator.operatorType,
    ids: [before.operator.id, after.operator.id],
    figures: compareQuantities(quantitiesOfOperator(before), quantitiesOfOperator(after)),
    shape: unchanged({ equation: '', dimensions: [], times: 1 }),
    spatialMapping: unchanged([]),
    temporalMapping: unchanged({ loops: [], boundaries: {}, memories: {} }),
    mappingChanges: [],
  };
}

export function unmatchedOperator({ operator, energy, latency }: TrafficEvaluation): UnmatchedLayer {
  return { id: operator.id, name: operator.name, energy, latency };
}

export function unmatchedLayer({ layer, energy, latency }: CostModelEvaluation): UnmatchedLayer {
  return { id: layer.id, name: layer.name, energy, latency };
}

/** @param comparable a form that is equal, as JSON, for values that mean the same. */
function change<T>(before: T, after: T, comparable: (value: T) => unknown): Change<T> {
  return { changed: JSON.stringify(comparable(before)) !== JSON.stringify(comparable(after)), before, after };
}

/** Inputs and loops by name: their order means nothing. `*` and `+` between inputs count the same operations. */
function comparableShape({ equation, dimensions, times }: LayerShape): unknown {
  const [result, inputs = ''] = equation.replaceAll(/\s/g, '').split('=');
  const sizes = dimensions.map(({ name, size }) => `${name} ${size}`);
  return [result, inputs.split(/[*+]/).toSorted(), sizes.toSorted(), times];
}

function shapeOf({ layer, times }: CostModelEvaluation): LayerShape {
  return { equation: layer.equation, dimensions: layer.dimensions.map(({ name, size }) => ({ name, size })), times };
}

function temporalMappingOf({ temporalMapping, details }: CostModelEvaluation): TemporalMappingRecord {
  return {
    loops: temporalMapping.loops.map(({ dimension, size }) => ({ dimension, size })),
    boundaries: Object.fromEntries(temporalMapping.boundaries),
    memories: details.operandMemoryLevels,
  };
}
