import type { Diagnostic } from '../../base/diagnostic.ts';
import { quantityText } from '../../base/number-text.ts';
import { finding, type OnnxPlace, shapeText } from './onnx-errors.ts';
import type { OnnxNode, OnnxShape } from './onnx-model.ts';

/* Every warning about an ONNX model (docs/errors.md). */

export function assumedBatch(place: OnnxPlace, tensor: string, symbol: string): Diagnostic {
  const what = symbol === '' ? 'without fixed size' : `"${symbol}"`;
  return finding(
    'ZZ5201',
    'warning',
    place,
    `the batch dimension ${what} of tensor "${tensor}" is taken as 1`,
    symbol === ''
      ? 'if the batch size is not 1, fix it when exporting the model'
      : `if the batch size is not 1, give it: --dim ${symbol}=VALUE (dimensionValues in the library)`,
  );
}

export function contradictedShape(
  file: string | undefined,
  {
    node,
    tensor,
    declared,
    inferred,
  }: { readonly node: OnnxNode; readonly tensor: string; readonly declared: OnnxShape; readonly inferred: OnnxShape },
  further: number,
): Diagnostic {
  const others =
    further === 0 ? '' : `; ${further} further ${further === 1 ? 'tensor is' : 'tensors are'} declared otherwise, too`;
  return finding(
    'ZZ5204',
    'warning',
    { file, node },
    `tensor "${tensor}" is declared as ${shapeText(declared)}, but its node gives ${shapeText(inferred)}, which counts${others}`,
    'export the model again, or run ONNX shape inference on it',
  );
}

export function assumedShape(place: { readonly file: string | undefined; readonly node: OnnxNode }): Diagnostic {
  const { operatorType } = place.node;
  return finding(
    'ZZ5205',
    'warning',
    place,
    `the operator ${operatorType} is not known; its output is assumed to have the shape of its first input`,
    'declare the shape of its output (value_info) if it is another one',
  );
}

export function chosenBranch(place: OnnxPlace, branch: string, operations: number): Diagnostic {
  return finding(
    'ZZ5206',
    'warning',
    place,
    `which branch runs is not known; the larger one is costed, ${branch}, with ${quantityText(operations, 'MAC')}`,
    'export the model with a constant condition to cost the other branch',
  );
}

export function countedLoop(place: OnnxPlace, count: number): Diagnostic {
  return finding(
    'ZZ5207',
    'warning',
    place,
    `the body is costed ${count} times; a condition that ends the loop earlier is not looked at`,
    'ignore this warning if the loop always runs to its end',
  );
}

export function leftOut(problem: Diagnostic): Diagnostic {
  return {
    ...problem,
    code: 'ZZ5208',
    severity: 'warning',
    message: `the node is left out of all totals: ${problem.message}`,
    hint: 'see the operators without cost for its share, or mend the model',
  };
}

/** `differences`: which operands have which type in the file, and with how many bits they are costed. */
export function otherBits(file: string | undefined, differences: string): Diagnostic {
  return finding(
    'ZZ5209',
    'warning',
    { file },
    differences,
    'give --precision file to take the bits of the file, or --precision default to keep these (precision in the library); attributes weight_size and act_size of a node count before both',
  );
}

export function otherKernel(place: OnnxPlace, kernel: readonly number[], ofWeights: readonly number[]): Diagnostic {
  const weights = place.node?.inputs[place.node.operatorType === 'QLinearConv' ? 3 : 1] ?? '';
  return finding(
    'ZZ5203',
    'warning',
    place,
    `kernel_shape is [${kernel.join(', ')}], but the weights "${weights}" have a kernel of [${ofWeights.join(', ')}]; the layer is costed with kernel_shape, as in ZigZag`,
    'correct kernel_shape, or export the model again',
  );
}
