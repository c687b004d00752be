import type { Diagnostic } from '../../base/diagnostic.ts';
import { listed } from '../../base/enumerate.ts';
import { countText } from '../../base/number-text.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { error, warning } from '../text/diagnostic-maker.ts';

/* ZZ31xx layers and equations, ZZ32xx dimension relations and paddings, ZZ33xx connections. `layer` is e.g. `layer "conv1"`. */

export function repeatedLayerId(at: SourceOrigin, layer: string, id: number, first: string): Diagnostic {
  return error(
    'ZZ3101',
    at,
    `${layer} has the same id ${id} as ${first}; expected a different id for each layer`,
    'choose an unused id',
  );
}

export function loopLengthsDiffer(at: SourceOrigin, layer: string, dimensions: number, sizes: number): Diagnostic {
  return error(
    'ZZ3102',
    at,
    `${layer} has ${dimensions} loop_dims and ${sizes} loop_sizes; expected one size per dimension`,
    'list the sizes in the order of loop_dims',
  );
}

export function repeatedLoopDimension(at: SourceOrigin, layer: string, dimension: string): Diagnostic {
  return error(
    'ZZ3103',
    at,
    `${layer} lists loop dimension ${dimension} twice (upper and lower case are the same); expected each once`,
    'rename or remove one of the two',
  );
}

export function badEquation(at: SourceOrigin, layer: string, equation: string, reason: string): Diagnostic {
  return error(
    'ZZ3104',
    at,
    `${layer}: in equation "${equation.length > 200 ? `${equation.slice(0, 199)}…` : equation}" ${reason}`,
    /operand "[XY]"/.test(reason)
      ? 'write W and I; X and Y were the inputs of additions in older versions'
      : 'write an equation such as O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]',
  );
}

export function unknownIndex(
  at: SourceOrigin,
  layer: string,
  operand: string,
  index: string,
  known: readonly string[],
): Diagnostic {
  return error(
    'ZZ3105',
    at,
    `${layer}: index "${index}" of operand ${operand} is neither a loop dimension nor the left side of a dimension relation${didYouMean(index, known)}`,
    `add "${index}" to loop_dims, or add a relation such as ${index}=1*ox+1*fx; known names are ${listed(known)}`,
  );
}

export function repeatedIndex(at: SourceOrigin, layer: string, operand: string, index: string): Diagnostic {
  return error(
    'ZZ3106',
    at,
    `${layer}: operand ${operand} has index "${index}" twice; expected each index once`,
    'remove one of the two',
  );
}

export function missingPrecision(at: SourceOrigin, layer: string, operand: string): Diagnostic {
  return error(
    'ZZ3107',
    at,
    `${layer}: operand_precision has no "${operand}", which the equation uses; expected its bits per element`,
    `add ${operand}: 8 (0 for pooling without weights)`,
  );
}

export function tooLargeToCount(at: SourceOrigin, layer: string, count: string): Diagnostic {
  return error(
    'ZZ3108',
    at,
    `${layer} has ${count}, which cannot be counted exactly; expected at most 2^53`,
    'check its loop sizes and precisions',
  );
}

export function tooManyDimensions(at: SourceOrigin, layer: string, dimensions: number, most: number): Diagnostic {
  return error(
    'ZZ3109',
    at,
    `${layer} has ${dimensions} loop dimensions; expected at most ${most}`,
    'leave out dimensions of size 1, or merge dimensions that all operands use alike',
  );
}

export function badRelation(at: SourceOrigin, layer: string, relation: string, reason: string): Diagnostic {
  return error(
    'ZZ3201',
    at,
    `${layer}: in dimension relation "${relation}" ${reason}`,
    'write a relation such as ix=2*ox+1*fx: stride times output dimension plus dilation times filter dimension',
  );
}

export function unknownRelationDimension(
  at: SourceOrigin,
  layer: string,
  relation: string,
  dimension: string,
  known: readonly string[],
): Diagnostic {
  return error(
    'ZZ3202',
    at,
    `${layer}: dimension relation "${relation}" uses "${dimension}", which is not a loop dimension${didYouMean(dimension, known)}`,
    `use one of the loop dimensions ${listed(known)}; if the layer has no filter loop, add a loop of size 1`,
  );
}

export function repeatedRelation(at: SourceOrigin, layer: string, target: string): Diagnostic {
  return error(
    'ZZ3203',
    at,
    `${layer} has two dimension relations for ${target}; expected one`,
    'remove one of the two',
  );
}

export function relationForLoopDimension(at: SourceOrigin, layer: string, target: string): Diagnostic {
  return error(
    'ZZ3204',
    at,
    `${layer}: ${target} is the left side of a dimension relation and a loop dimension; expected only one of the two`,
    `remove ${target} from loop_dims; its size follows from the relation`,
  );
}

export function dimensionInTwoRelations(at: SourceOrigin, layer: string, dimension: string): Diagnostic {
  return error(
    'ZZ3205',
    at,
    `${layer}: loop dimension ${dimension} occurs twice in the dimension relations; expected at most once`,
    'use each loop dimension in one relation only; rewrite the layer with other loops',
  );
}

export function sizesWithoutDimensions(at: SourceOrigin, layer: string, field: string): Diagnostic {
  return error(
    'ZZ3206',
    at,
    `${layer} has ${field} but no pr_loop_dims; expected pr_loop_dims with the name of the dimension of each value`,
    'add pr_loop_dims: [IX, IY]',
  );
}

export function dependentLengthsDiffer(
  at: SourceOrigin,
  layer: string,
  field: string,
  count: number,
  dimensions: number,
): Diagnostic {
  return error(
    'ZZ3207',
    at,
    `${layer}: ${field} has ${count} ${count === 1 ? 'item' : 'items'} and pr_loop_dims ${dimensions}; expected one per dimension`,
    'list the items in the order of pr_loop_dims',
  );
}

export function missingDependentSize(at: SourceOrigin, layer: string, target: string): Diagnostic {
  return error(
    'ZZ3208',
    at,
    `${layer}: pr_loop_sizes gives no size for ${target}; expected one for every left side of a dimension relation`,
    `add ${target} to pr_loop_dims and its size to pr_loop_sizes`,
  );
}

export function noDataLeft(at: SourceOrigin, layer: string, target: string, span: number, padding: number): Diagnostic {
  return error(
    'ZZ3209',
    at,
    `${layer}: ${target} spans ${span} elements and the padding takes ${padding}; expected at least one element besides the padding`,
    'reduce padding, or check loop_sizes and the relation',
  );
}

export function sizeBeyondSpan(
  at: SourceOrigin,
  layer: string,
  target: string,
  size: number,
  span: number,
): Diagnostic {
  return warning(
    'ZZ3210',
    at,
    `${layer}: the loops reach only ${span} of the ${size} elements given for ${target}; the smaller number is used`,
    'check loop_sizes, stride and dilation',
  );
}

export function unknownDependentDimension(
  at: SourceOrigin,
  layer: string,
  dimension: string,
  targets: readonly string[],
): Diagnostic {
  return warning(
    'ZZ3211',
    at,
    `${layer}: "${dimension}" in pr_loop_dims is ignored, because it is not the left side of a dimension relation${didYouMean(dimension, targets)}`,
    targets.length === 0 ? 'remove pr_loop_dims' : `left sides are ${listed(targets)}`,
  );
}

export function repeatedDependentDimension(at: SourceOrigin, layer: string, dimension: string): Diagnostic {
  return error(
    'ZZ3212',
    at,
    `${layer} lists ${dimension} twice in pr_loop_dims; expected each name once`,
    'remove one of the two',
  );
}

export function unknownSource(at: SourceOrigin, layer: string, operand: string, id: number): Diagnostic {
  return error(
    'ZZ3301',
    at,
    `${layer}: operand ${operand} comes from layer ${id}, which does not exist`,
    'use the id of an earlier layer, or the id of the layer itself for a constant',
  );
}

export function laterSource(at: SourceOrigin, layer: string, operand: string, id: number, source: string): Diagnostic {
  return error(
    'ZZ3302',
    at,
    `${layer}: operand ${operand} comes from ${source} (id ${id}), which stands later in the file`,
    'list producers before consumers; cycles of layers are not supported',
  );
}

/** @param operators in the workload that have no cost model. */
export function noLayers(operators: number): Diagnostic {
  const others = operators === 0 ? '' : `, only ${countText(operators, 'other operator')}`;
  return warning(
    'ZZ3303',
    {},
    `the workload has no layer that can be mapped${others}; all results of layers are 0`,
    'add a layer: a record of a YAML workload, or a Conv, MatMul or Gemm node of an ONNX model (docs/onnx.md)',
  );
}
