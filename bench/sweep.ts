import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseYaml } from '../src/io/text/yaml.ts';
import { platformFiles } from '../src/platform/node.ts';
import { DesignEvaluator } from '../src/sweep/evaluate/design-evaluator.ts';
import { createManifest } from '../src/sweep/plan/manifest.ts';
import { openSweep } from '../src/sweep/plan/open-sweep.ts';
import { sweepResults } from '../src/sweep/sweep.ts';
import { printRow } from './measure.ts';

/*
 * A thousand accelerators × ResNet-18 (at most 6 loops) as one command, with one thread and with one per processor; then what designs
 * share, and what bounds skip. `npx tsx bench/sweep.ts`, after `npm run build`.
 */

const WIDTHS = [44, 12, 12, 14];
/** Makes a process say how much processor time it took. */
const cpuReport = `data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('cpu '+(user+system))})`;
const command = fileURLToPath(new URL('../bin/zigzag.js', import.meta.url));

/** 1 000 designs, every one with energies of its own, so that no search is shared. */
const THOUSAND = {
  workloads: 'resnet18',
  accelerator: 'tpu_like',
  mapping: 'tpu_like',
  run: { opt: 'energy' },
  parameters: {
    array: { sets: ['accelerator.operational_array.sizes[*]'], values: [16, 24, 32, 48, 64] },
    sram: { sets: 'accelerator.memories.sram_2MB.size', from: '64 KiB', to: '8 MiB', factor: 2 },
    'accelerator.memories.dram.r_cost': [600, 650, 700, 750, 800],
    port: { sets: 'accelerator.memories.dram.ports[0].bandwidth_max', values: [64, 128, 256, 512, 1024] },
  },
  set: {
    'accelerator.memories.sram_2MB.ports[*].bandwidth_max': '64 * array',
    'accelerator.memories.sram_2MB.auto_cost_extraction': true,
  },
  objectives: ['energy', 'area'],
};

const folder = mkdtempSync(join(tmpdir(), 'zigzag-bench-'));
try {
  const file = join(folder, 'thousand.yaml');
  writeFileSync(file, JSON.stringify(THOUSAND));
  printRow(WIDTHS, ['1 000 designs × ResNet-18, one command', 'wall (s)', 'CPU (s)', 'designs/s']);
  for (const workers of ['1', 'auto']) {
    const start = performance.now();
    const args = [command, 'sweep', file, '--out', join(folder, workers), '--workers', workers, '--quiet'];
    const { status, stderr } = spawnSync(process.execPath, ['--import', cpuReport, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const wall = (performance.now() - start) / 1000;
    const cpu = Number(/cpu (\d+)/.exec(stderr)?.[1]) / 1e6;
    printRow(WIDTHS, [`--workers ${workers}`, wall.toFixed(1), cpu.toFixed(1), (1000 / wall).toFixed(0)]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

printRow(WIDTHS, ['designs share searches', 'searched', 'shared', '']);
for (const [name, sets] of [
  ['area of the SRAM (decides no cost)', 'accelerator.memories.sram_2MB.area'],
  ['energy of the SRAM (decides every mapping)', 'accelerator.memories.sram_2MB.r_cost'],
] as const) {
  const sweep = openSweep(
    await createManifest({ ...THOUSAND, parameters: { [sets]: [1, 2, 3, 4] }, set: undefined }, platformFiles),
  );
  const evaluator = new DesignEvaluator(sweep);
  for (let index = 0; index < sweep.space.size; index++) await evaluator.evaluate(index);
  const { searched, shared } = evaluator.answers;
  printRow(WIDTHS, [name, String(searched), String(shared), '']);
}

printRow(WIDTHS, ['bounds skip designs', 'searched', 'skipped', 'front equal']);
for (const sweep of ['exact-front', 'sram-array']) {
  const manifest = await createManifest(sweep, platformFiles);
  const content = manifest.file.text.replace(/^strategy:.*$/m, '');
  const grid = await sweepResults({ sweep: asObject(content) });
  const exact = await sweepResults({ sweep: { ...asObject(content), strategy: 'exact' } });
  const isEqual = JSON.stringify(grid.front) === JSON.stringify(exact.front);
  printRow(WIDTHS, [sweep, String(exact.counts.costed), String(exact.counts.skipped), String(isEqual)]);
}

/** A sweep file as an object. */
function asObject(text: string): Record<string, unknown> {
  return { ...Object(parseYaml(text, 'sweep').data) };
}
