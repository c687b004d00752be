import { product } from '../base/integers.ts';

/** What an operand of a layer holds, which decides its bits. */
export type OperandContent = 'weights' | 'cache' | 'activations';

/** A layer of a model, which is searched. */
export interface ModelLayer {
  readonly name: string;
  readonly operatorType: 'Gemm' | 'MatMul' | 'Conv';
  /** How many identical layers of this kind the model has. */
  readonly repeat: number;
  readonly equation: string;
  readonly relations: readonly string[];
  /** Loop dimensions with their sizes. */
  readonly loops: Readonly<Record<string, number>>;
  /** Padding by dependent dimension, at begin and end. */
  readonly padding: Readonly<Record<string, readonly [number, number]>>;
  /** Content of operand W. Operand I always holds activations. */
  readonly second: OperandContent;
  /** Whether the result is kept as keys or values. */
  readonly result: 'cache' | 'activations';
  /** Parameters of one of the identical layers, biases included. */
  readonly parameters: number;
  /** Names of the layers that produce I and W. */
  readonly sources: { readonly I?: string; readonly W?: string };
}

/** A part of a model that has parameters or operations but is not searched. */
export interface UncostedPart {
  readonly name: string;
  readonly repeat: number;
  /** Parameters of one of them. */
  readonly parameters: number;
}

/** The parts of a model, in the order in which they are computed. */
export interface ModelParts {
  readonly layers: readonly ModelLayer[];
  readonly uncosted: readonly UncostedPart[];
}

/** Multiply-accumulate operations of one of the identical layers. */
export function operationsOf(layer: ModelLayer): number {
  return product(Object.values(layer.loops));
}

/** Puts parts one after the other. */
export function joined(...parts: readonly ModelParts[]): ModelParts {
  return { layers: parts.flatMap(({ layers }) => layers), uncosted: parts.flatMap(({ uncosted }) => uncosted) };
}

export function uncosted(name: string, repeat: number, parameters: number): ModelParts {
  return { layers: [], uncosted: parameters === 0 || repeat === 0 ? [] : [{ name, repeat, parameters }] };
}

interface LayerNames {
  readonly name: string;
  readonly repeat: number;
  /** Name of the layer that produces I. */
  readonly from?: string;
}

const PLAIN = { relations: [], padding: {}, second: 'weights', result: 'activations' } as const;
const sourceI = ({ from }: LayerNames) => (from === undefined ? {} : { I: from });
const only = (layer: ModelLayer): ModelParts => ({ layers: layer.repeat === 0 ? [] : [layer], uncosted: [] });

/** A projection of `rows` vectors from `inputs` to `outputs` elements. */
export function projection(
  names: LayerNames & { readonly result?: 'cache' | 'activations'; readonly tied?: boolean },
  { rows, inputs, outputs, bias = false }: { rows: number; inputs: number; outputs: number; bias?: boolean },
): ModelParts {
  const parameters = names.tied === true ? 0 : inputs * outputs + (bias ? outputs : 0);
  // No row: the projection was computed before, and only its parameters are there.
  if (rows === 0) return uncosted(names.name, names.repeat, parameters);
  return only({
    ...PLAIN,
    name: names.name,
    operatorType: 'Gemm',
    repeat: names.repeat,
    equation: 'O[b][k]+=I[b][c]*W[c][k]',
    loops: { B: rows, C: inputs, K: outputs },
    result: names.result ?? 'activations',
    parameters,
    sources: sourceI(names),
  });
}

/** Several matrices of weights, each for rows of its own: experts, or the parts of heads. */
export function groupedProjection(
  names: LayerNames,
  { groups, rows, inputs, outputs }: { groups: number; rows: number; inputs: number; outputs: number },
): ModelParts {
  return only({
    ...PLAIN,
    name: names.name,
    operatorType: 'Gemm',
    repeat: groups === 0 ? 0 : names.repeat,
    equation: 'O[g][b][k]+=I[g][b][c]*W[g][c][k]',
    loops: { G: groups, B: rows, C: inputs, K: outputs },
    parameters: groups * inputs * outputs,
    sources: sourceI(names),
  });
}

/** Products of activations by group: queries with keys, or scores with values. */
export function attentionProduct(
  names: LayerNames & { readonly content: 'cache' | 'activations'; readonly keysFrom?: string },
  { groups, rows, inputs, outputs }: { groups: number; rows: number; inputs: number; outputs: number },
): ModelParts {
  return only({
    ...PLAIN,
    name: names.name,
    operatorType: 'MatMul',
    repeat: names.repeat,
    equation: 'O[g][b][k]+=I[g][b][c]*W[g][c][k]',
    loops: { G: groups, B: rows, C: inputs, K: outputs },
    second: names.content,
    parameters: 0,
    sources: { ...sourceI(names), ...(names.keysFrom === undefined ? {} : { W: names.keysFrom }) },
  });
}

/** A layer of another kind. */
export function otherLayer(
  layer: Pick<ModelLayer, 'name' | 'operatorType' | 'repeat' | 'equation' | 'loops' | 'parameters'> &
    Partial<ModelLayer>,
): ModelParts {
  return only({ ...PLAIN, sources: {}, ...layer });
}
