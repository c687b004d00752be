import type { Context } from '../../chain/kind.ts';
import { ListedResults } from '../../chain/listed-results.ts';
import type { StageResult } from '../../chain/stage.ts';
import { isStageResult } from '../../chain/stage.ts';
import { restoreEvaluation } from '../../engine/cost-model.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { CostModelEvaluation, CumulativeCME } from '../../model/evaluation/evaluation.ts';
import type { EvaluationFigures, HeadlineFigures } from '../../model/evaluation/evaluation-figures.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { isAccelerator, layer as layerKind } from '../arguments.ts';

/*
 * Results on their way between threads. Evaluations carry functions and cannot be cloned; they travel as the mapping and its
 * headline figures, and compute their details where they are asked for. Layer and accelerator stay at home when the other side knows
 * them as the task's own.
 */

/** Objects that both sides know already. */
export interface KnownObjects {
  readonly layer: Layer | undefined;
  readonly accelerator: Accelerator | undefined;
}

type Encoded =
  | { readonly travels: 'layer' | 'accelerator' }
  | ({ readonly travels: 'evaluation' } & EncodedEvaluation)
  | {
      readonly travels: 'sum';
      readonly figures: EvaluationFigures;
      readonly accelerator: unknown;
      readonly layerIds: readonly number[];
    }
  | { readonly travels: 'list'; readonly results: readonly unknown[] };

interface EncodedEvaluation {
  readonly layer: unknown;
  readonly accelerator: unknown;
  readonly spatialMapping: MemoryLevelSpatialMapping;
  readonly temporalMapping: TemporalMapping;
  readonly headline: HeadlineFigures;
  readonly accessSameDataConsideredAsNoAccess: boolean;
  readonly costModel: CostModelName;
  readonly times: number;
}

/** What two threads know of one task. */
export function knownObjects(context: Context): KnownObjects {
  const { layer, accelerator } = context;
  return {
    layer: layerKind.is(layer) ? layer : undefined,
    accelerator: isAccelerator(accelerator) ? accelerator : undefined,
  };
}

/** A result, or any part of its extra information, as data that can be cloned. */
export function encodeResult(value: unknown, known: KnownObjects): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? null : value;
  if (value === known.layer) return { travels: 'layer' } satisfies Encoded;
  if (value === known.accelerator) return { travels: 'accelerator' } satisfies Encoded;
  if (value instanceof CostModelEvaluation) {
    const { layer, accelerator, spatialMapping, temporalMapping, headline, times } = value;
    return {
      travels: 'evaluation',
      layer: encodeResult(layer, known),
      accelerator: encodeResult(accelerator, known),
      spatialMapping,
      temporalMapping,
      headline,
      accessSameDataConsideredAsNoAccess: value.accessSameDataConsideredAsNoAccess,
      costModel: value.costModel,
      times,
    } satisfies Encoded;
  }
  if (value instanceof CumulativeCME) {
    const { figures, accelerator, layerIds } = value;
    return { travels: 'sum', figures, accelerator: encodeResult(accelerator, known), layerIds } satisfies Encoded;
  }
  if (value instanceof ListedResults) {
    return { travels: 'list', results: value.results.map((result) => encodeResult(result, known)) } satisfies Encoded;
  }
  if (Array.isArray(value)) return value.map((item) => encodeResult(item, known));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeResult(item, known)]));
}

/** The result that was encoded. */
export function decodeResult(value: unknown, known: KnownObjects): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isEncoded(value)) return decodeEncoded(value, known);
  if (Array.isArray(value)) return value.map((item) => decodeResult(item, known));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decodeResult(item, known)]));
}

/** @throws Error when the value is no result. */
export function decodeStageResult(value: unknown, known: KnownObjects): StageResult {
  const result = decodeResult(value, known);
  if (!isStageResult(result)) throw new Error('a worker thread sent something that is no result');
  return result;
}

function decodeEncoded(value: Encoded, known: KnownObjects): unknown {
  switch (value.travels) {
    case 'layer':
      return known.layer;
    case 'accelerator':
      return known.accelerator;
    case 'list':
      return new ListedResults(value.results.map((result) => decodeStageResult(result, known)));
    case 'sum': {
      const accelerator = decodeResult(value.accelerator, known);
      return new CumulativeCME(value.figures, isAccelerator(accelerator) ? accelerator : undefined, value.layerIds);
    }
    case 'evaluation': {
      const layer = decodeResult(value.layer, known);
      const accelerator = decodeResult(value.accelerator, known);
      if (!layerKind.is(layer) || !isAccelerator(accelerator)) {
        throw new Error('a worker thread sent an evaluation without its layer or accelerator');
      }
      return restoreEvaluation({ ...value, layer, accelerator });
    }
  }
}

function isEncoded(value: object): value is Encoded {
  return 'travels' in value;
}

function isPlainObject(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
