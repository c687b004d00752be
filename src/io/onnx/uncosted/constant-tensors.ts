import type { OnnxGraph } from '../onnx-model.ts';

/** Operators whose outputs follow from shapes, whatever the data are. */
const ABOUT_SHAPES: readonly string[] = ['Shape', 'Size'];

/** Tensors that are known before the network runs: constants of the file, and what is computed from constants and shapes alone. */
export function constantTensors({ nodes, initializers }: OnnxGraph): ReadonlySet<string> {
  const constants = new Set(initializers.map(({ name }) => name));
  for (const { operatorType, inputs, outputs } of nodes) {
    const isConstant =
      ABOUT_SHAPES.includes(operatorType) || inputs.every((tensor) => tensor === '' || constants.has(tensor));
    if (isConstant) for (const tensor of outputs) constants.add(tensor);
  }
  return constants;
}
