import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { listed } from '../../base/enumerate.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { ProtobufError } from './file/protobuf.ts';
import type { OnnxDimension, OnnxNode, OnnxShape } from './onnx-model.ts';

/* Every finding about an ONNX model (docs/errors.md). */

/** Where a finding belongs: the file and, usually, a node. */
export interface OnnxPlace {
  readonly file?: string | undefined;
  readonly node?: OnnxNode;
}

/** The first operator, going back from a tensor, whose output cannot be told; or the tensor that nothing produces. */
export interface Blame {
  readonly tensor: string;
  readonly producer: OnnxNode | undefined;
}

/** What a reader gives as context. */
export function finding(
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

export function unknownShape(place: OnnxPlace, tensor: string, blame: Blame): Diagnostic {
  return finding(
    'ZZ5101',
    'error',
    place,
    `the shape of tensor "${tensor}" is not known: ${originOf(tensor, blame)}`,
    blame.producer === undefined
      ? 'declare the shape of the tensor when exporting the model'
      : 'run ONNX shape inference on the model (onnx.shape_inference.infer_shapes) and save it again, or leave out what cannot be read: --skip-unreadable (skipUnreadable in the library)',
  );
}

function originOf(tensor: string, { tensor: first, producer }: Blame): string {
  if (producer === undefined)
    return tensor === first ? 'no node produces it' : `no node produces "${first}", from which it comes`;
  const origin = `${producer.operatorType} "${producer.name}", whose output shape cannot be inferred`;
  return producer.outputs.includes(tensor) ? `it comes from ${origin}` : `it depends on ${origin}`;
}

export function openDimension(
  place: OnnxPlace,
  tensor: string,
  axis: number,
  size: OnnxDimension,
  { tensor: first, producer }: Blame,
): Diagnostic {
  const symbolOf = size === '' ? 'has no fixed size' : `has the symbolic size "${size}"`;
  const what = typeof size === 'number' ? `is ${size}` : symbolOf;
  const cause =
    producer === undefined || size !== '' ? '' : `; it follows from ${producer.operatorType} "${producer.name}"`;
  return finding(
    'ZZ5102',
    'error',
    place,
    `dimension ${axis} of tensor "${tensor}" ${what}, but the layer needs a whole number of at least 1${cause}`,
    typeof size === 'string' && size !== ''
      ? `give the size: --dim ${size}=VALUE (dimensionValues in the library), or fix the size when exporting the model`
      : producer === undefined && size === ''
        ? `give the shape: --shape ${first}=SIZE,SIZE,… (inputShapes in the library), or fix the size when exporting the model`
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

export function badRepeat(place: OnnxPlace, value: string): Diagnostic {
  return finding(
    'ZZ5113',
    'error',
    place,
    `the metadata entry repeat is "${value}"; expected an integer of at least 1 (and, with all repetitions around it, at most 2^53)`,
    'correct the entry in metadata_props of the node, or remove it',
  );
}

export function circularNodes(place: OnnxPlace, tensor: string): Diagnostic {
  const isOwn = place.node?.outputs.includes(tensor) === true;
  return finding(
    'ZZ5106',
    'error',
    place,
    `input "${tensor}" ${isOwn ? 'is an output of the same node' : 'depends on the output of this node'}; expected nodes without a circle`,
    'remove one of the connections of the circle',
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
    `the inner graph contains ${layers} ${layers === 1 ? 'layer' : 'layers'}, which cannot be evaluated: the model does not say how often they run`,
    'export the model with a constant number of iterations, or leave the node out: --skip-unreadable (skipUnreadable in the library)',
  );
}

export function nestedTooDeeply(place: OnnxPlace): Diagnostic {
  return finding(
    'ZZ5112',
    'error',
    place,
    'functions and inner graphs call each other without end, or make more than 100000 nodes',
    'export the model without functions that call themselves',
  );
}

export function unknownInput(place: OnnxPlace, name: string, known: readonly string[]): Diagnostic {
  return finding(
    'ZZ5111',
    'error',
    place,
    `a shape is given for "${name}", which is no input of the model${didYouMean(name, known)}`,
    `use one of its inputs: ${listed(known)}`,
  );
}

export function otherRank(place: OnnxPlace, name: string, given: readonly number[], declared: OnnxShape): Diagnostic {
  return finding(
    'ZZ5111',
    'error',
    place,
    `the shape ${shapeText(given)} is given for input "${name}", which has ${declared.length} dimensions in the model: ${shapeText(declared)}`,
    `give ${declared.length} sizes`,
  );
}

export function contradictedAssumption(place: OnnxPlace, unknown: OnnxNode, reason: string): Diagnostic {
  return finding(
    'ZZ5101',
    'error',
    place,
    `the shape of tensor "${unknown.outputs[0]}" is not known: it comes from ${unknown.operatorType} "${unknown.name}", an unknown operator; with the shape of its first input this layer does not fit: ${reason}`,
    'declare the shape of the tensor (value_info), or leave out what cannot be read: --skip-unreadable (skipUnreadable in the library)',
  );
}

/** A node that is left out on request instead of ending the run. */
export function tooLargeToCount(place: OnnxPlace, count: string): Diagnostic {
  return finding(
    'ZZ5108',
    'error',
    place,
    `the layer has ${count}, which cannot be counted exactly; expected at most 2^53`,
    'check its dimensions',
  );
}

/** `[1, ?, 8]` */
export function shapeText(shape: OnnxShape): string {
  return `[${shape.map((size) => (size === '' ? '?' : size)).join(', ')}]`;
}
