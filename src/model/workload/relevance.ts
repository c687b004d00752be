import { greatestCommonDivisor } from '../../base/integers.ts';
import type { CostModelName } from '../cost-model.ts';
import type { DimensionRelation, LayerOperand, LayerSource } from './layer.ts';

/**
 * How a loop dimension relates to an operand.
 * - `relevant`: iterating changes which element is accessed.
 * - `irrelevant`: the same elements are used again.
 * - `partiallyRelevant`: both, through a dimension relation such as IX = 2·OX + FX (halo overlap).
 * - `neutral`: size 1, so it never matters.
 */
export type Relevance = 'relevant' | 'irrelevant' | 'partiallyRelevant' | 'neutral';

/** The relevance of all loop dimensions for one operand (L. Mei et al., "ZigZag", IEEE Trans. Computers 2021; docs/cost-model.md). */
export interface OperandRelevance {
  readonly operand: LayerOperand;
  /** In the order of the operand's indices. */
  readonly relevant: readonly string[];
  readonly irrelevant: readonly string[];
  /**
   * Relations that enlarge the operand partially. All relations of the layer as soon as the operand uses one of them
   * (parity quirk M3, docs/parity-quirks.md).
   */
  readonly partiallyRelevant: readonly DimensionRelation[];
  readonly classOf: ReadonlyMap<string, Relevance>;
}

/** What the size of an operand depends on. */
type LoopsOfLayer = Pick<LayerSource, 'dimensions' | 'relations'>;

export function operandRelevance(
  layer: LoopsOfLayer,
  operand: LayerOperand,
  costModel: CostModelName = 'reference',
): OperandRelevance {
  if (costModel === 'corrected') return relevanceByOperand(layer, operand);
  const dependent = new Set(layer.relations.flatMap(({ target, a, b }) => [target, a.dimension, b.dimension]));
  const indices = new Set(operand.indices);
  const usesRelation = layer.relations.some(({ target }) => indices.has(target));
  const ofSizeOne = new Set(layer.dimensions.filter(({ size }) => size === 1).map(({ name }) => name));

  const relevant = usesRelation
    ? operand.indices.filter((index) => !dependent.has(index))
    : operand.indices.filter((index) => !ofSizeOne.has(index));
  const irrelevant = layer.dimensions
    .map(({ name }) => name)
    .filter((name) => !indices.has(name) && !ofSizeOne.has(name) && !(usesRelation && dependent.has(name)));

  const [isRelevant, isIrrelevant] = [new Set(relevant), new Set(irrelevant)];
  const classOf = new Map<string, Relevance>();
  for (const { name } of layer.dimensions) {
    if (isRelevant.has(name)) classOf.set(name, 'relevant');
    else if (isIrrelevant.has(name)) classOf.set(name, 'irrelevant');
    else if (usesRelation && dependent.has(name)) classOf.set(name, 'partiallyRelevant');
    else classOf.set(name, 'neutral');
  }
  return { operand, relevant, irrelevant, partiallyRelevant: usesRelation ? layer.relations : [], classOf };
}

/**
 * The same by the corrected model: only relations that give an index of the operand count. Dimensions of size 1 need no class of their
 * own, since no loop of theirs is left.
 */
function relevanceByOperand(layer: LoopsOfLayer, operand: LayerOperand): OperandRelevance {
  const indices = new Set(operand.indices);
  const partiallyRelevant = layer.relations.filter(({ target }) => indices.has(target));
  const targets = new Set(partiallyRelevant.map(({ target }) => target));
  const dependent = new Set(partiallyRelevant.flatMap(({ a, b }) => [a.dimension, b.dimension]));
  const classOf = new Map<string, Relevance>(
    layer.dimensions.map(({ name }) => {
      if (indices.has(name)) return [name, 'relevant'];
      return [name, dependent.has(name) ? 'partiallyRelevant' : 'irrelevant'];
    }),
  );
  return {
    operand,
    relevant: operand.indices.filter((index) => !targets.has(index)),
    irrelevant: [...classOf].flatMap(([name, relevance]) => (relevance === 'irrelevant' ? [name] : [])),
    partiallyRelevant,
    classOf,
  };
}

/**
 * Number of distinct values of `ca·i + cb·j` for 0 ≤ i < a, 0 ≤ j < b: the rows of input under `a` output rows and `b` filter rows.
 *
 * The reference does not clamp the overlap term at zero, so tiles smaller than the dilation come out too large (parity quirk M4).
 */
export function span(ca: number, a: number, cb: number, b: number, costModel: CostModelName = 'reference'): number {
  const g = greatestCommonDivisor(ca, cb);
  const beyond = a - cb / g;
  return a * b - Math.max(0, b - ca / g) * (costModel === 'corrected' ? Math.max(0, beyond) : beyond);
}

/** Elements of an operand in a tile: `extent` gives the tile's size along each loop dimension (1 where it is not tiled). */
export function tileElements(
  relevance: OperandRelevance,
  extent: (dimension: string) => number,
  costModel?: CostModelName,
): number {
  let elements = 1;
  for (const dimension of relevance.relevant) elements *= extent(dimension);
  for (const { a, b, limit } of relevance.partiallyRelevant) {
    const [extentA, extentB] = [Math.trunc(extent(a.dimension)), Math.trunc(extent(b.dimension))];
    const tile = span(a.coefficient, extentA, b.coefficient, extentB, costModel);
    elements *= Math.min(limit, tile);
  }
  return elements;
}

/** Elements of the whole operand. */
export function operandElements(layer: LoopsOfLayer, operand: LayerOperand, costModel?: CostModelName): number {
  const sizes = new Map(layer.dimensions.map(({ name, size }) => [name, size]));
  return tileElements(operandRelevance(layer, operand, costModel), (dimension) => sizes.get(dimension) ?? 1, costModel);
}

/** Bits of the whole operand; the output counts with the precision of partial sums. */
export function operandBits(layer: LoopsOfLayer, operand: LayerOperand): number {
  return Math.trunc(operandElements(layer, operand) * operand.precisionBits);
}
