import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
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
      'check that this is an ONNX model and not, e.g., its external data file',
    ),
  ]);
}

export function unknownShape(place: OnnxPlace, tensor: string, producer: OnnxNode | undefined): Diagnostic {
  const origin =
    producer === undefined
      ? 'it is no output of an earlier node'
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
  const symbolOf = size === '' ? 'has no fixed size' : `is the symbolic "${size}"`;
  const what = typeof size === 'number' ? `is ${size}` : symbolOf;
  return finding(
    'ZZ5102',
    'error',
    place,
    `dimension ${axis} of tensor "${tensor}" ${what}, but the layer needs a whole number of at least 1`,
    typeof size === 'string' && size !== ''
      ? `give the size: --dim ${size}=VALUE (dimensionValues in the library), or fix it when exporting the model`
      : 'fix the size when exporting the model',
  );
}

export function unknownSymbol(place: OnnxPlace, name: string, known: readonly string[]): Diagnostic {
  return finding(
    'ZZ5110',
    'error',
    place,
    `the model has no symbolic dimension "${name}"${didYouMean(name, known)}`,
    known.length === 0 ? 'all its sizes are fixed: leave it out' : `its symbolic dimensions are ${known.join(', ')}`,
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
      ? 'fix the size when exporting the model if it is not 1'
      : `if it is not 1, give the size: --dim ${symbol}=VALUE (dimensionValues in the library)`,
  );
}

export function unsupportedRank(place: OnnxPlace, rank: number, expected: string): Diagnostic {
  return finding(
    'ZZ5103',
    'error',
    place,
    `its input has ${rank} dimensions; ${expected}`,
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
  const origin = producer === place.node ? 'its own output' : `produced by a later node, "${producer.name}"`;
  return finding(
    'ZZ5106',
    'error',
    place,
    `its input "${tensor}" is ${origin}: the nodes are not in topological order`,
    'sort the nodes (every exporter does) and save the model again',
  );
}

export function manyProducers(place: OnnxPlace, tensor: string, first: OnnxNode): Diagnostic {
  return finding(
    'ZZ5109',
    'error',
    place,
    `its output "${tensor}" is already produced by "${first.name}"; every tensor needs a name of its own`,
    'rename one of the two tensors and the inputs that mean it',
  );
}

export function controlFlow(place: OnnxPlace, layers: number): Diagnostic {
  return finding(
    'ZZ5107',
    'error',
    place,
    `its branches contain ${layers} ${layers === 1 ? 'layer' : 'layers'}, which cannot be costed: whether and how often they run is not known`,
    'export the model without control flow, e.g. with constant folding for fixed inputs',
  );
}

export function manySources(place: OnnxPlace, count: number): Diagnostic {
  return finding(
    'ZZ5202',
    'warning',
    place,
    `${count} of its inputs are produced by nodes; input 0 is taken as activations, input 1 as weights, the rest is ignored`,
    'nothing to do unless a further input matters for where data stay between layers',
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
