import { beforeAll, expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import { MappingError } from '../../../src/base/diagnostic.ts';
import type { Accelerator } from '../../../src/model/accelerator/accelerator.ts';
import type { Layer } from '../../../src/model/workload/layer.ts';
import { evaluateNetwork } from '../../../src/run/evaluate-network.ts';
import { networkBounds } from '../../../src/search/compulsory/network-bounds.ts';
import { exampleAccelerators, randomDesign } from '../exact/random-designs.ts';

/* What no run undercuts, against runs over random small layers and hardware. More cases: EXACT_RUNS. */

const RUNS = Number(process.env.EXACT_RUNS ?? 60);
const SEED = Number(process.env.EXACT_SEED ?? 1);

let accelerators: Accelerator[] = [];
beforeAll(async () => {
  accelerators = await exampleAccelerators();
});
