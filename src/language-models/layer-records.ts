import type { LanguageModelWorkload } from './language-model-workload.ts';
import type { ModelLayer, OperandContent } from './parts.ts';
import type { WorkloadRequest } from './request.ts';

/** A layer as a workload file has it. */
export interface ModelLayerRecord {
  readonly id: number;
  readonly name: string;
  readonly operator_type: string;
  readonly equation: string;
  readonly dimension_relations?: readonly string[];
  readonly loop_dims: readonly string[];
  readonly loop_sizes: readonly number[];
  readonly operand_precision: Readonly<Record<'W' | 'I' | 'O' | 'O_final', number>>;
  readonly operand_source: Readonly<Partial<Record<'W' | 'I', number>>>;
  readonly pr_loop_dims?: readonly string[];
  readonly padding?: readonly (readonly [number, number])[];
  readonly repeat?: number;
}

/** Bits of an operand by what it holds. */
export function operandBits(layer: ModelLayer, request: WorkloadRequest): ModelLayerRecord['operand_precision'] {
  const bits: Readonly<Record<OperandContent, number>> = {
    weights: request.weightBits,
    cache: request.cacheBits,
    activations: request.activationBits,
  };
  return {
    W: bits[layer.second],
    I: bits.activations,
    O: Math.max(request.partialSumBits, layer.result === 'cache' ? request.cacheBits : request.outputBits),
    O_final: layer.result === 'cache' ? request.cacheBits : request.outputBits,
  };
}

/** Layer records with the field `repeat` for identical layers. */
export function layerRecords({ layers, request }: LanguageModelWorkload): readonly ModelLayerRecord[] {
  const ids = new Map<string, number>();
  return layers.map((layer, id) => {
    const record = recordOf(layer, id, request, ids);
    ids.set(layer.name, id);
    return layer.repeat === 1 ? record : { ...record, repeat: layer.repeat };
  });
}

function recordOf(
  layer: ModelLayer,
  id: number,
  request: WorkloadRequest,
  ids: ReadonlyMap<string, number>,
): ModelLayerRecord {
  const { sources, padding } = layer;
  const producer = (source: string | undefined) => (source === undefined ? undefined : ids.get(source));
  const [I, W] = [producer(sources.I), layer.second === 'weights' ? id : producer(sources.W)];
  return {
    id,
    name: layer.name,
    operator_type: layer.operatorType,
    equation: layer.equation,
    ...(layer.relations.length === 0 ? {} : { dimension_relations: layer.relations }),
    loop_dims: Object.keys(layer.loops),
    loop_sizes: Object.values(layer.loops),
    operand_precision: operandBits(layer, request),
    operand_source: { ...(W === undefined ? {} : { W }), ...(I === undefined ? {} : { I }) },
    ...(Object.keys(padding).length === 0
      ? {}
      : { pr_loop_dims: Object.keys(padding), padding: Object.values(padding) }),
  };
}
