import { getHardwarePerformance } from '/work/main/dist/evaluate.js';

const accs = process.argv.slice(2);
for (const a of accs)
  for (const opt of ['latency', 'energy', 'EDP']) {
    const row = [a, opt];
    for (const l of [6, 8, 10, 12]) {
      const t = performance.now();
      const r = await getHardwarePerformance({
        workload: 'resnet18',
        accelerator: a,
        mapping: a === 'meta_prototype' ? 'meta_prototype_like' : a,
        opt,
        lpfLimit: l,
      });
      row.push(`${l}: ${(performance.now() - t).toFixed(0)} ms ${r[opt === 'energy' ? 'energy' : 'latency']}`);
      if (performance.now() - t > 15000) break;
    }
    console.log(row.join(' | '));
  }
