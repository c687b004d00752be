import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { product } from '../../src/base/integers.ts';
import { readOnnxWorkload } from '../../src/io/onnx/read-onnx-workload.ts';
import { countOperations, recordedShape } from './operation-counter.ts';
import { layerNodes } from './support.ts';

/* The files that the ONNX project tests its operators with, as Debian's package libonnx-testdata installs them. */

const ROOT = '/usr/share/libonnx-testdata/data';
const files = existsSync(ROOT)
  ? readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.onnx'))
  : [];

/** Shapes of the recorded inputs or outputs of a file. */
function recorded(file: string, kind: 'input' | 'output'): (readonly number[])[] {
  const folder = join(ROOT, dirname(file), 'test_data_set_0');
  const shapes: (readonly number[])[] = [];
  for (let index = 0; existsSync(join(folder, `${kind}_${index}.pb`)); index++) {
    shapes.push(recordedShape(readFileSync(join(folder, `${kind}_${index}.pb`))));
  }
  return shapes;
}

describe.skipIf(files.length === 0)('files of the ONNX project', () => {
  test('each is read, or refused with findings', () => {
    const refused = files.filter((file) => {
      try {
        readOnnxWorkload(readFileSync(join(ROOT, file)), { file });
        return false;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return true;
      }
    });
    expect(files.length).toBeGreaterThan(1000);
    expect(refused).toEqual([]);
  });

  test('operations are those of an independent count', () => {
    const compared: string[] = [];
    const wrong: string[] = [];
    for (const file of files) {
      const bytes = readFileSync(join(ROOT, file));
      const counts = countOperations(bytes, { inputs: recorded(file, 'input'), outputs: recorded(file, 'output') });
      if (counts.size === 0) continue;
      const layers = layerNodes(readOnnxWorkload(bytes).value);
      for (const [position, expected] of counts) {
        const parts = layers.filter(({ layer }) => layer.origin?.path?.startsWith(`node[${position}] `));
        const found = parts
          .map(({ layer }) => product(layer.dimensions.map(({ size }) => size)))
          .reduce((sum, operations) => sum + operations, 0);
        compared.push(`${file} ${position}`);
        if (found !== expected) wrong.push(`${file} node ${position}: ${found} instead of ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared.length).toBeGreaterThan(80);
  });
});
