import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzag, zigzagHere } from './support.ts';

/** An analog macro with nothing but its cells; figures of ZigZag 3.8.5. */
const MACRO = `name: only_cells
memories:
  cells:
    {size: 8, r_cost: 0, w_cost: 0.1, area: 0, latency: 0, operands: [I2], served_dimensions: [], ports: [
      {name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 8, allocation: ["I2, fh", "I2, tl"]}]}
operational_array:
  {is_imc: true, imc_type: analog, input_precision: [8, 8], bit_serial_precision: 2, adc_resolution: 3, dimensions: [D1, D2], sizes: [32, 32]}
`;

describe('zigzag array', () => {
  test('a macro without memories: area, clock and peak figures with all digits', () => {
    const file = join(temporaryFolder(), 'macro.yaml');
    writeFileSync(file, MACRO);
    const { status, stdout } = zigzag('array', file, '--json');
    expect(status).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.area.arrayMm2).toBe(0.04197029558273483);
    expect(document.area.arrayPartsMm2.adcs).toBe(0.025505271582734832);
    expect(document.clockPeriod.totalNs).toBeCloseTo(4.8126, 12);
    expect(document.peak).toMatchObject({
      topPerSecondPerWatt: 6.647262973683334,
      topPerSecondPerMm2: 2.534826077948977,
    });
    expect(document.peak.topPerSecond).toBeCloseTo(0.106387399742343, 14);
    expect(document.peak.energyPerCycle.totalPj).toBeCloseTo(77.02418304, 10);
    expect(document.peakOperationsPerCycle).toBe(256);
    const text = zigzag('array', file).stdout;
    expect(text).toContain('0.106387 TOP/s\n');
    expect(text).toMatch(/clock +4\.8126 ns/);
    const refused = zigzag('validate', file);
    expect([refused.status, refused.stderr.includes('run zigzag array')]).toEqual([1, true]);
  });

  test('by the corrected cost model, which is named: every copy of a memory takes area', async () => {
    const folder = temporaryFolder();
    const registers = `memories:
  rf:
    {size: 8, r_cost: 0.1, w_cost: 0.1, area: 0.5, latency: 1, operands: [O], served_dimensions: [D2], ports: [
      {name: rw_port_1, type: read_write, bandwidth_min: 8, bandwidth_max: 8, allocation: ["O, fh", "O, tl", "O, fl", "O, th"]}]}
`;
    writeFileSync(join(folder, 'macro.yaml'), MACRO.replace('memories:\n', registers));
    const printed = async (...flags: readonly string[]): Promise<string> =>
      (await zigzagHere(folder, ['array', 'macro.yaml', ...flags])).stdout;
    const plain = JSON.parse(await printed('--json'));
    const corrected = JSON.parse(await printed('--json', '--cost-model', 'corrected'));
    expect([plain.costModel, corrected.costModel]).toEqual(['reference', 'corrected']);
    expect([plain.area.memoryMm2, corrected.area.memoryMm2]).toEqual([0.5, 32 * 0.5]);
    const [title] = (await printed()).split('\n');
    expect(title).toBe('only_cells: analog in-memory-computing array, D1 32, D2 32');
    expect(await printed('--cost-model', 'corrected')).toContain(`${title}, corrected cost model\n`);
  });

  test('an ordinary array: units and multiply-accumulates per cycle', () => {
    const { status, stdout } = zigzag('array', 'tpu_like');
    expect(status).toBe(0);
    expect(stdout).toMatch(/units +1024\n/);
    expect(stdout).toContain('1024 multiply-accumulates per cycle');
  });

  test('whole accelerators too; faults of the array are reported', () => {
    expect(zigzag('array', 'dimc').stdout).toMatch(/area +0\.801811 mm²/);
    const file = join(temporaryFolder(), 'faulty.yaml');
    writeFileSync(file, MACRO.replace('adc_resolution: 3, ', ''));
    const { status, stderr } = zigzag('array', file);
    expect([status, stderr.includes('ZZ2311')]).toEqual([1, true]);
  });
});
