import { getHardwarePerformance, type HardwarePerformanceOptions } from 'zigzag-ts';

/* How the time of a search grows with the limit of loop prime factors: ResNet-18 on tpu_like, one thread, in process. */

const NETWORK = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', opt: 'energy' } as const;

await milliseconds({ ...NETWORK, lpfLimit: 6 });
const base = await milliseconds({ ...NETWORK, lpfLimit: 6 });
console.log('limit   ms per network   relative to limit 6');
for (const lpfLimit of [4, 6, 8, 10, 12]) {
  const time = await milliseconds({ ...NETWORK, lpfLimit });
  console.log(
    `${String(lpfLimit).padStart(5)} ${time.toFixed(1).padStart(16)} ${(time / base).toFixed(1).padStart(21)}`,
  );
}

/** Shortest of three runs; one where they take long. */
async function milliseconds(options: HardwarePerformanceOptions): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    await getHardwarePerformance(options);
    shortest = Math.min(shortest, performance.now() - start);
    if (shortest > 1000) break;
  }
  return shortest;
}
