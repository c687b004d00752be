import { expect, test } from 'vitest';
import { writeModel } from '../../scripts/onnx-writer.ts';
import { InputError } from '../../src/base/diagnostic.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { MemoryFiles } from '../fuzz/fuzz-input.ts';
import { node, type TestGraph, value, weights } from './support.ts';

/* Weights and constants may lie in files beside the model. Those are never opened: their place is only a text in the model. */

/** Runs the model, with all files that were opened. */
async function openedBy(graph: TestGraph): Promise<readonly string[]> {
  const opened: string[] = [];
  class WatchedFiles extends MemoryFiles {
    override read(path: string): Promise<Uint8Array> {
      opened.push(path);
      return super.read(path);
    }
  }
  const files = new WatchedFiles({ 'model.onnx': writeModel({ name: 'g', ...graph }) });
  await getHardwarePerformance({
    workload: 'model.onnx',
    accelerator: 'tpu_like',
    mapping: 'tpu_like',
    lpfLimit: 3,
    files,
  });
  return opened;
}

test('two gigabytes of weights that are not there', async () => {
  const side = 23_170;
  expect(4 * side * side).toBeGreaterThan(2 ** 31 - 2 ** 20);
  const opened = await openedBy({
    nodes: [node('MatMul', ['x', 'w'], 'y')],
    inputs: [value('x', 1, side)],
    initializers: [weights('w', side, side)],
  });
  expect(opened).toEqual(['model.onnx']);
});

test('a shape that lies in another file is not known, and the file is not read', async () => {
  const graph: TestGraph = {
    nodes: [node('Reshape', ['x', 'shape'], 'flat'), node('MatMul', ['flat', 'w'], 'y')],
    inputs: [value('x', 1, 4, 4)],
    initializers: [{ name: 'shape', dimensions: [2], location: '../../etc/passwd' }, weights('w', 16, 8)],
  };
  const failure = await openedBy(graph).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect(String(failure)).toContain('ZZ5101: the shape of tensor "flat" is not known');
});
