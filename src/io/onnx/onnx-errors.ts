import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { listed } from '../../base/enumerate.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { OnnxDimension, OnnxNode } from './onnx-model.ts';
import type { ProtobufError } from './protobuf.ts';

/* Every finding about an ONNX model (docs/errors.md). */

/** Where a finding belongs: the file and, usually, a node. */
export interface OnnxPlace {
  readonly file?: string | undefined;
  readonly node?: OnnxNode;
}

/** What a reader gives as context. */
function finding(
  code: string,
  severity: Diagnostic['severity'],
  { file, node }: OnnxPlace,
  message: string,
  hint: string,
): Diagnostic {
  return {
    code,
    severity,
    message,
    hint,
    ...(file === undefined ? {} : { file }),
    ...(node === undefined ? {} : { path: `node[${node.id}] "${node.name}" (${node.operatorType})` }),
  };
}

export function malformedModel(error: ProtobufError, length: number, file: string | undefined): InputError {
  const message = `this is not a valid ONNX model: ${error.message} at byte ${error.offset} of ${length}`;
  return new InputError([
    finding(
      'ZZ5001',
      'error',
      { file },
      message,
      'export the model again, and check that the file was copied completely',
    ),
  ]);
}

export function missingGraph(file: string | undefined): InputError {
  return new InputError([
    finding(
      'ZZ5002',
      'error',
      { file },
      'the ONNX model has no graph',
      'check that the file is an ONNX model and not, for example, its external data file',
    ),
  ]);
}

export function unknownShape(place: OnnxPlace, tensor: string, producer: OnnxNode | undefined): Diagnostic {
  const origin =
    producer === undefined
      ? 'no earlier node produces it'
      : `it comes from ${producer.operatorType} "${producer.name}", whose output shape cannot be inferred`;
  return finding(
    'ZZ5101',
    'error',
    place,
    `the shape of tensor "${tensor}" is not known: ${origin}`,
    'run ONNX shape inference on the model (onnx.shape_inference.infer_shapes) and save it again',
  );
}

export function openDimension(place: OnnxPlace, tensor: string, axis: number, size: OnnxDimension): Diagnostic {
  const symbolOf = size === '' ? 'has no fixed size' : `has the symbolic size "${size}"`;
  const what = typeof size === 'number' ? `is ${size}` : symbolOf;
  return finding(
    'ZZ5102',
    'error',
    place,
    `dimension ${axis} of tensor "${tensor}" ${what}, but the layer needs a whole number of at least 1`,
    typeof size === 'string' && size !== ''
      ? `give the size: --dim ${size}=VALUE (dimensionValues in the library), or fix the size when exporting the model`
      : 'fix the size when exporting the model',
  );
}

export function unknownSymbol(place: OnnxPlace, name: string, known: readonly string[]): Diagnostic {
  return finding(
    'ZZ5110',
    'error',
    place,
    `the model has no symbolic dimension "${name}"${didYouMean(name, known)}`,
    known.length === 0
      ? `leave out "${name}"; all sizes of the model are fixed`
      : `use one of its symbolic dimensions: ${listed(known)}`,
  );
}

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

export function unsupportedRank(place: OnnxPlace, rank: number, expected: string): Diagnostic {
  return finding(
    'ZZ5103',
    'error',
    place,
    `the input has ${rank} dimensions; ${expected}`,
    'reshape the tensor in the model, or remove the layer',
  );
}

export function mismatch(place: OnnxPlace, what: string, hint: string): Diagnostic {
  return finding('ZZ5104', 'error', place, what, hint);
}

export function badAttribute(place: OnnxPlace, attribute: string, value: string, expected: string): Diagnostic {
  return finding(
    'ZZ5105',
    'error',
    place,
    `attribute ${attribute} is ${value}; expected ${expected}`,
    `correct ${attribute} and export the model again`,
  );
}

export function lateProducer(place: OnnxPlace, tensor: string, producer: OnnxNode): Diagnostic {
  const origin =
    producer === place.node ? 'an output of the same node' : `produced by a later node, "${producer.name}"`;
  return finding(
    'ZZ5106',
    'error',
    place,
    `input "${tensor}" is ${origin}; expected the nodes in topological order`,
    'sort the nodes in topological order and save the model again',
  );
}

export function manyProducers(place: OnnxPlace, tensor: string, first: OnnxNode): Diagnostic {
  return finding(
    'ZZ5109',
    'error',
    place,
    `output "${tensor}" has the same name as an output of "${first.name}"; expected a different name for each tensor`,
    'rename one of the two tensors, and the inputs that read it',
  );
}

export function controlFlow(place: OnnxPlace, layers: number): Diagnostic {
  return finding(
    'ZZ5107',
    'error',
    place,
    `the branches contain ${layers} ${layers === 1 ? 'layer' : 'layers'}, which cannot be evaluated: the model does not say whether and how often they run`,
    'export the model without control flow, e.g. with constant folding for fixed inputs',
  );
}

export function manySources(place: OnnxPlace, count: number): Diagnostic {
  return finding(
    'ZZ5202',
    'warning',
    place,
    `${count} inputs are produced by nodes; input 0 is read as the activations, input 1 as the weights, and the others are ignored`,
    'ignore this warning unless data locality between layers must count another input',
  );
}

export function otherKernel(
  place: OnnxPlace,
  kernel: readonly number[],
  weights: string,
  ofWeights: readonly number[],
): Diagnostic {
  return finding(
    'ZZ5203',
    'warning',
    place,
    `kernel_shape is [${kernel.join(', ')}], but the weights "${weights}" have a kernel of [${ofWeights.join(', ')}]; the layer is costed with kernel_shape, as in ZigZag`,
    'correct kernel_shape, or export the model again',
  );
}

export function tooLargeToCount(place: OnnxPlace, count: string): Diagnostic {
  return finding(
    'ZZ5108',
    'error',
    place,
    `the layer has ${count}, which cannot be counted exactly; expected at most 2^53`,
    'check its dimensions',
  );
}
