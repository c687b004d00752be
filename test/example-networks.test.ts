import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXAMPLE_NETWORKS } from '../scripts/networks/index.ts';

describe('the built-in ONNX models', () => {
  test.each([...EXAMPLE_NETWORKS])('%s is what its script writes', (file, bytes) => {
    const committed = readFileSync(new URL(`../examples/workloads/${file}`, import.meta.url));
    expect(Buffer.compare(committed, Buffer.from(bytes()))).toBe(0);
  });
});
