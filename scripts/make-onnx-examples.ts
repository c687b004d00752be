import { writeFileSync } from 'node:fs';
import { EXAMPLE_NETWORKS } from './networks/index.ts';

/* Writes examples/workloads/*.onnx: shapes only, no weights. Run with `npm run examples`. */

for (const [file, bytes] of EXAMPLE_NETWORKS) {
  writeFileSync(new URL(`../examples/workloads/${file}`, import.meta.url), bytes());
}
