import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/index.ts';
import { COST_MODELS } from '../../src/model/cost-model.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { readResults } from '../../src/results/read-results.ts';
import { bufferTraffic } from '../../src/run/curves/buffer-traffic.ts';
import { curvesOfRun } from '../../src/run/curves/curves-of-run.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runInto, zigzagHere } from './support.ts';

/* `zigzag curves`, and `bufferTraffic` on whole networks. */

const here = (...args: readonly string[]) => zigzagHere('.', args);
const GEMM = ['--workload', 'gemm', '--accelerator', 'gemm_l1_l3', '--mapping', 'gemm_l1_l3'];

describe('zigzag curves', () => {
  test('prints what its page shows', async () => {
    const page = readFileSync('docs/curves.md', 'utf8');
    const [, command = '', shown] = /```sh\nzigzag (curves .*)\n```\n\n```text\n([^`]*)```/.exec(page) ?? [];
    const { status, stdout } = await here(...command.split(' '));
    expect(status).toBe(0);
    expect(stdout).toBe(shown);
  });

  test('draws the curve, writes all points, and prints the same as JSON', async () => {
    const folder = temporaryFolder();
    const [picture, table] = [join(folder, 'curve.svg'), join(folder, 'curve.csv')];
    expect((await here('curves', ...GEMM, '--out', picture)).status).toBe(0);
    const svg = readFileSync(picture, 'utf8');
    for (const text of ['<svg', 'Least traffic of', 'compulsory: ', 'today ']) expect(svg).toContain(text);
    const { stdout } = await here('curves', ...GEMM, '--out', table, '--json');
    const document = JSON.parse(stdout);
    const lines = readFileSync(table, 'utf8').trim().split('\n');
    const [layer] = document.layers;
    expect(lines).toHaveLength(1 + document.points.length + layer.points.length);
    expect(lines[0]).toMatch(
      /^layer,repeat,capacity \(bit\),traffic \(bit\),times compulsory,energy \(pJ\),traffic of O \(bit\)/,
    );
    expect(document.points).toEqual(
      layer.points.map(({ operands, ...point }: { operands: readonly object[]; capacityBits: number }) => point),
    );
    expect(document.points.at(-1).trafficBits).toBe(document.compulsoryBits);
    for (const point of layer.points) {
      const sum = (of: 'heldBits' | 'trafficBits'): number =>
        point.operands.reduce((total: number, operand: Record<typeof of, number>) => total + operand[of], 0);
      expect(sum('heldBits')).toBe(point.capacityBits);
      expect(sum('trafficBits')).toBe(point.trafficBits);
    }
  });

  test.each([
    [['--memory', 'l2'], 'ZZ6073', 'the accelerator has no memory "l2"; did you mean "l1"?'],
    [['--memory', 'reg_O'], 'ZZ6073', 'stands next to the array'],
    [['--layer', 'none'], 'ZZ6066', 'there is no layer "none"'],
    [['--out', 'curve.pdf'], 'ZZ6061', 'ends in neither .svg, .png nor .csv'],
  ])('refuses %j', async (flags, code, message) => {
    const { status, stderr } = await here('curves', ...GEMM, ...flags);
    expect(status).toBe(1);
    expect(stderr).toContain(`error ${code}: `);
    expect(stderr).toContain(message);
  });

  test('says where no capacity reaches compulsory traffic', async () => {
    const mapping = join(temporaryFolder(), 'any-order.yaml');
    const ordered = readFileSync('examples/mappings/gemm_l1_l3.yaml', 'utf8');
    writeFileSync(mapping, ordered.replace(/^ *temporal_ordering:.*$/m, ''));
    const { stdout } = await here('curves', ...GEMM, '--mapping', mapping, '--memory', 'l1');
    // One of both inputs changes with every cycle: 128 × 128 × 128 elements over 8 units that share each, and twice 128 × 128.
    const least = (128 ** 3 / 8 + 2 * 128 ** 2) / 1024;
    expect(stdout).toContain(
      `  compulsory   48 KiB, which no capacity reaches; from 4 KiB on ${least} KiB at least, 6×`,
    );
    expect(stdout).toContain('and the first with the least traffic.');
  });

  test('names the corrected cost model in text, picture, table and JSON', async () => {
    const folder = temporaryFolder();
    const [picture, table] = [join(folder, 'curve.svg'), join(folder, 'curve.csv')];
    const corrected = [...GEMM, '--cost-model', 'corrected'];
    const { status, stdout } = await here('curves', ...corrected, '--out', picture);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Layer0 of gemm on gemm_l1_l3, corrected cost model: least traffic of /);
    expect(readFileSync(picture, 'utf8')).toContain('on gemm_l1_l3, corrected cost model</text>');
    const json = await here('curves', ...corrected, '--out', table, '--json');
    expect(JSON.parse(json.stdout).costModel).toBe('corrected');
    const [heading = '', ...rows] = readFileSync(table, 'utf8').trim().split('\n');
    expect(heading.endsWith(',cost model')).toBe(true);
    expect(rows.every((row) => row.endsWith(',corrected'))).toBe(true);
  });

  test('names layers whose curve is not known, and refuses where none is', async () => {
    const folder = temporaryFolder();
    const [workload, mapping] = [join(folder, 'workload.yaml'), join(folder, 'mapping.yaml')];
    const plain = "equation: 'O[d][k]+=I[d][c]*W[c][k]', loop_dims: [D, C, K], loop_sizes: [64, 64, 64]";
    // Neighbouring windows add up, and 33 channels on 32 units take rounds of 17 and 16.
    const overlap =
      "equation: 'O[g][ix]+=I[g][ox]*W[g][fx]', dimension_relations: ['ix=1*ox+1*fx'], loop_dims: [G, OX, FX], loop_sizes: [33, 3, 3]";
    const precision = 'operand_precision: { O: 16, O_final: 8, W: 8, I: 8 }';
    const layers = [`name: plain, ${plain}`, `name: overlap, ${overlap}`].map(
      (layer, id) =>
        `- { id: ${id}, operator_type: Conv, ${layer}, ${precision}, operand_source: { W: ${id}, I: ${id} } }\n`,
    );
    writeFileSync(workload, layers.join(''));
    writeFileSync(
      mapping,
      '- { name: default, spatial_mapping_hint: { D1: [G, D] }, memory_operand_links: { O: O, W: I2, I: I1 } }\n',
    );
    const inputs = ['--workload', workload, '--accelerator', 'tpu_like', '--mapping', mapping];
    const flags = ['--cost-model', 'corrected', '--spatial-mappings', '1'];
    const some = await here('curves', ...inputs, ...flags);
    expect(some.status).toBe(0);
    expect(some.stdout).toContain('In no sum, because their curves are not known: overlap (overlappingResults).');
    const none = await here('curves', ...inputs, ...flags, '--layer', 'overlap');
    expect(none.status).toBe(1);
    expect(none.stderr).toContain(
      'error ZZ6074: there is no curve of the traffic of memory "dram": 1 layer is not covered, such as "overlap" (overlappingResults)',
    );
    const run = join(folder, 'run');
    await runInto(run, { workload, accelerator: 'tpu_like', mapping, costModel: 'corrected' });
    expect((await here('report', run, '--curves')).status).toBe(0);
  });

  test('takes another memory than the outermost one', async () => {
    const { stdout } = await here('curves', ...GEMM, '--memory', 'l1');
    expect(stdout).toContain('least traffic of l1, by the capacity below it');
    expect(stdout).toMatch(/today .*reg_O/);
  });
});

describe('the curve of a network', () => {
  test('is the sum of those of its layers at every capacity', async () => {
    const found = await bufferTraffic({ workload: 'llama3-8b', accelerator: 'tpu_like', mapping: 'tpu_like' });
    expect(found.layers.some(({ layer }) => layer.repeat > 1)).toBe(true);
    const least = Math.max(...found.layers.map(({ points }) => points[0]?.capacityBits ?? 0));
    expect(found.points[0]?.capacityBits).toBe(least);
    for (const { capacityBits, trafficBits, energyPj } of found.points) {
      const own = found.layers.map(({ layer, points }) => ({
        repeat: layer.repeat,
        point: points.findLast((point) => point.capacityBits <= capacityBits),
      }));
      expect(trafficBits).toBe(own.reduce((sum, { repeat, point }) => sum + repeat * (point?.trafficBits ?? 0), 0));
      expect(energyPj).toBe(own.reduce((sum, { repeat, point }) => sum + repeat * (point?.energyPj ?? 0), 0));
    }
    expect(found.points.at(-1)?.trafficBits).toBe(found.compulsoryBits);
  });
});

describe('an ordering of loops of any size', () => {
  test('bounds no run from below that merges prime factors', async () => {
    const options = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' };
    for (const costModel of COST_MODELS) {
      for (const lpfLimit of [2, 3, 6]) {
        const { evaluations } = await getHardwarePerformance({ ...options, lpfLimit, opt: 'energy', costModel });
        const curves = curvesOfRun(evaluations);
        const [layer] = curves?.layers ?? [];
        const least = layer?.points.findLast(({ capacityBits }) => capacityBits <= (curves?.presentBits ?? 0));
        expect(layer?.movedBits).toBeGreaterThanOrEqual(least?.trafficBits ?? Number.NaN);
      }
    }
    const { stdout } = await here(
      'curves',
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    );
    expect(stdout).toContain('over all loop orders that the mapping file allows');
    expect(stdout).not.toContain('Reservations');
  });
});

describe.each(COST_MODELS)('zigzag report --curves, %s cost model', (costModel) => {
  test('adds a section, with what the run moves above the least', async () => {
    const folder = join(temporaryFolder(), 'run');
    await runInto(folder, { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', costModel });
    const plain = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(plain).not.toContain('id="curves"');
    expect((await here('report', folder, '--curves')).status).toBe(0);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page).toContain('<li><a href="#curves">Buffer sizes</a></li>');
    const isNamed = page.includes('with the spatial mappings of this run, by the corrected cost model.');
    expect(isNamed).toBe(costModel === 'corrected');
    expect(
      page
        .replace(/<section id="curves".*?<\/section>/s, '')
        .replace('<li><a href="#curves">Buffer sizes</a></li>', ''),
    ).toBe(plain);
    const { evaluations } = await readResults(folder, platformFiles);
    const curves = curvesOfRun(evaluations);
    expect(curves?.layers).toHaveLength(evaluations.length);
    for (const { points, movedBits, compulsoryBits } of curves?.layers ?? []) {
      const least = points.findLast(({ capacityBits }) => capacityBits <= (curves?.presentBits ?? 0))?.trafficBits ?? 0;
      expect(least).toBeGreaterThanOrEqual(compulsoryBits);
      expect(movedBits).toBeGreaterThanOrEqual(least);
    }
  });
});
