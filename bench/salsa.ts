import { getHardwarePerformance, type HardwarePerformanceOptions } from 'zigzag-ts';

/* How close SALSA comes to LOMA: energy of every layer of ResNet-18 on tpu_like, LOMA with limit 6 = 1. */

const NETWORK = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', opt: 'energy' } as const;
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const exhaustive = await energies({ ...NETWORK, lpfLimit: 6 });

console.log('SALSA energy / LOMA-6 energy, layers of ResNet-18 on tpu_like, 10 seeds');
console.log('chains  steps    median     worst      best   layers within 2 %   ms per network');
for (const salsaNumberOfChains of [1, 4]) {
  for (const salsaIterationNumber of [300, 1000, 3000]) {
    const ratios: number[] = [];
    const started = performance.now();
    for (const salsaSeed of SEEDS) {
      const found = await energies({
        ...NETWORK,
        temporalMappingSearchEngine: 'salsa',
        salsaNumberOfChains,
        salsaIterationNumber,
        salsaSeed,
      });
      ratios.push(...found.map((energy, layer) => energy / (exhaustive[layer] ?? Number.NaN)));
    }
    const milliseconds = (performance.now() - started) / SEEDS.length;
    const sorted = ratios.toSorted((x, y) => x - y);
    const close = ratios.filter((ratio) => ratio <= 1.02).length / ratios.length;
    const cells = [
      String(salsaNumberOfChains).padStart(6),
      String(salsaIterationNumber).padStart(6),
      four(sorted[Math.floor(sorted.length / 2)]).padStart(9),
      four(sorted.at(-1)).padStart(9),
      four(sorted[0]).padStart(9),
      `${(close * 100).toFixed(0)} %`.padStart(19),
      milliseconds.toFixed(0).padStart(16),
    ];
    console.log(cells.join(' '));
  }
}

async function energies(options: HardwarePerformanceOptions): Promise<number[]> {
  return (await getHardwarePerformance(options)).evaluations.map(({ energy }) => energy);
}

function four(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(4);
}
