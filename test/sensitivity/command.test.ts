import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { zigzagHere } from '../cli/support.ts';
import { FREE_MAPPING, matrixProduct, memory } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { designFile } from './designs.ts';

const folder = temporaryFolder();
const here = (...args: readonly string[]) => zigzagHere(folder, args);

beforeAll(async () => {
  const write = (name: string, data: unknown) => writeFileSync(join(folder, name), JSON.stringify(data));
  write('workload.yaml', [matrixProduct(0, 'layer', [8, 16, 32])]);
  write('mapping.yaml', [FREE_MAPPING]);
  write('plain.yaml', designFile());
  write(
    'ranges.yaml',
    designFile({ r_cost: '2 ±50%' }, { ports: [{ ...memory(1).ports[0], bandwidth_max: '256 ± 64' }] }),
  );
  write('small.yaml', designFile({ size: 8 }));
  for (const name of ['plain', 'ranges', 'small']) {
    await here(
      ...['run', '--workload', 'workload.yaml', '--mapping', 'mapping.yaml', '--quiet'],
      ...['--accelerator', `${name}.yaml`, '--out', name],
    );
  }
});

describe('zigzag sensitivity', () => {
  test('ranks the numbers of every total, and says how to read them', async () => {
    const { status, stdout, stderr } = await here('sensitivity', 'plain', '--top', '3', '--of', 'energy,area');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('mappings held');
    expect(stdout).toMatch(/outer r_cost +40 pJ +±1 % +\+0\.\d{3} +\+0\.\d{3}/);
    expect(stdout).toMatch(/weaker numbers? left out here; --top \d+ lists all/);
    expect(stdout).toContain('An elasticity says');
    expect(stdout).not.toContain('binds below\nlatency');
  });

  test('searches again when asked, with other steps', async () => {
    const options = ['--search', '--factor', '4', '--step', '5%', '--json'];
    const { stdout } = await here('sensitivity', 'plain', ...options);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: 1, steps: { share: 0.05, factor: 4 } });
    expect(document.searchedTotals).toEqual(document.totals);
    const size = document.numbers.find(({ name }: { readonly name: string }) => name === 'inner size');
    expect(size).toMatchObject({ value: 4096, smaller: 1024, larger: 16384 });
    expect(size.searched.totals.larger.latency).toBeLessThanOrEqual(size.held.totals.larger.latency);
  });

  test('propagates ranges, and draws them', async () => {
    const { stdout } = await here('sensitivity', 'ranges', '--out', 'tornado.svg');
    expect(stdout).toMatch(/energy +[\d.]+ .J −[\d.]+ % … \+[\d.]+ %, in the worst case −/);
    expect(stdout).toMatch(/port_1 bandwidth_max \* +256 bit\/cycle +192 bit\/cycle +320 bit\/cycle/);
    expect(stdout).toContain('* r_cost and w_cost stay.');
    expect(stdout).toMatch(/area +8\.5 mm², which no range moves/);
    expect(readFileSync(join(folder, 'tornado.svg'), 'utf8')).toContain('inner r_cost');
    await here('sensitivity', 'plain', '--out', 'elasticities.svg');
    expect(readFileSync(join(folder, 'elasticities.svg'), 'utf8')).toContain('per 1 % of the number');
    expect(readFileSync(join(folder, 'ranges/report.html'), 'utf8')).toContain('Sensitivity');
  });

  test('prints all numbers as CSV', async () => {
    const { stdout } = await here('sensitivity', 'plain', '--csv');
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^number,value,unit,total,mapping,/);
    expect(lines).toContainEqual(expect.stringMatching(/^inner size,4096,bit,latency,held,2048,/));
    for (const line of lines) expect(line.split(',')).toHaveLength(12);
  });

  test('refuses runs without mappings, and steps and names that cannot be', async () => {
    expect(await here('sensitivity', 'small')).toMatchObject({ status: 1, stderr: expect.stringContaining('ZZ6068') });
    expect(await here('sensitivity', 'plain', '--out', 'chart.pdf')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('ZZ6061'),
    });
    expect((await here('sensitivity', 'plain', '--step', '0%')).stderr).toContain('above 0');
    expect((await here('sensitivity', 'plain', '--factor', '1')).stderr).toContain('above 1');
    expect((await here('sensitivity', 'plain', '--of', 'speed')).stderr).toContain('energy, latency, EDP');
  });
});
