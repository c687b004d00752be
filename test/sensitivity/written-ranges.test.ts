import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { jsonSchemas } from '../../src/io/json-schema.ts';
import { writtenRange } from '../../src/io/schema/number-range.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { reportHtml } from '../../src/page/index.ts';
import { decodeResults } from '../../src/results/index.ts';
import { sensitivity } from '../../src/sensitivity/index.ts';
import { runToDocument } from '../report/stored-run.ts';
import { FREE_MAPPING, matrixProduct, memory } from '../small-inputs.ts';
import { designFile, readDesign, runOn } from './designs.ts';

const RANGES = designFile(
  { r_cost: '2 ±50%', area: '0.5 ± 0.1' },
  { w_cost: '50 +-10%', ports: [{ ...memory(1).ports[0], bandwidth_max: '256 ± 64' }] },
  { unit_energy: '1 +/- 0.25' },
);

describe('a number with its range', () => {
  test.each([
    ['12.5 ±20%', { value: 12.5, low: 10, high: 15 }],
    ['12.5±20 %', { value: 12.5, low: 10, high: 15 }],
    ['12.5 +-20%', { value: 12.5, low: 10, high: 15 }],
    ['12.5 +/- 2', { value: 12.5, low: 10.5, high: 14.5 }],
    ['1_000 ± 1e2', { value: 1000, low: 900, high: 1100 }],
    ['.5 ± .25', { value: 0.5, low: 0.25, high: 0.75 }],
  ])('is written %s', (text, range) => {
    expect(writtenRange(text)).toEqual(range);
    const pattern = JSON.stringify(jsonSchemas().accelerator).includes('±');
    expect(pattern).toBe(true);
  });

  test.each(['12.5', '12.5 ±', '± 3', '12.5 ± -2', '12.5 - 2', '12.5 pJ ± 2', '1 ± 2 ± 3', 12.5, undefined])(
    'is not written %s',
    (value) => expect(writtenRange(value)).toBeUndefined(),
  );

  test('counts as its nominal value; its bounds are kept beside', () => {
    const { ranges, ...nominal } = readDesign(RANGES);
    expect(nominal).toEqual(readDesign(designFile({ r_cost: 2, area: 0.5 })));
    expect(ranges).toEqual([
      { number: { of: 'array', field: 'unit_energy' }, low: 0.75, high: 1.25 },
      { number: { of: 'memory', memory: 'inner', field: 'r_cost' }, low: 1, high: 3 },
      { number: { of: 'memory', memory: 'inner', field: 'area' }, low: 0.4, high: 0.6 },
      { number: { of: 'memory', memory: 'outer', field: 'w_cost' }, low: 45, high: 55 },
      { number: { of: 'port', memory: 'outer', port: 'rw_port_1', field: 'bandwidth_max' }, low: 192, high: 320 },
    ]);
    expect(readDesign(designFile())).not.toHaveProperty('ranges');
  });

  test('of an automatic cost is replaced with the cost', () => {
    const automatic = { size: 8 * 65536, auto_cost_extraction: true };
    const { ranges } = readDesign(designFile({ ...automatic, r_cost: '2 ±50%', static_power: '1 ±50%' }));
    expect(ranges).toEqual([{ number: { of: 'memory', memory: 'inner', field: 'static_power' }, low: 0.5, high: 1.5 }]);
  });

  test('changes no result of a run, and comes back from results.json', async () => {
    const [with_, without] = [await runOn(RANGES), await runOn(designFile())];
    expect(with_.total.toJSON()).toEqual(without.total.toJSON());
    expect(with_.evaluations.map((one) => one.temporalMapping)).toEqual(
      without.evaluations.map((one) => one.temporalMapping),
    );
    const inputs = { workload: [matrixProduct(0, 'layer', [8, 16, 32])], mapping: [FREE_MAPPING] };
    const document = await runToDocument({ ...inputs, accelerator: RANGES });
    const run = decodeResults(JSON.parse(JSON.stringify(document)));
    expect(run.evaluations[0]?.accelerator.ranges).toEqual(readDesign(RANGES).ranges);
    const nominal = await runToDocument({ ...inputs, accelerator: designFile() });
    expect(document.layers).toEqual(nominal.layers);
    // The page has its section where there are ranges, and is as it was where there are none.
    const page = reportHtml(run);
    expect(page).toContain('<h2 id="sensitivity-heading">');
    expect(page).toContain('outer rw_port_1 bandwidth_max');
    const plain = decodeResults(nominal);
    expect(reportHtml(plain)).not.toContain('sensitivity');
    // What the totals depend on takes some time, so it is there where it is asked for.
    const asked = reportHtml(plain, { sensitivity: sensitivity(plain) });
    expect(asked).toContain('<a href="#sensitivity">Sensitivity</a>');
    expect(asked).toContain('change of the total in % per 1 % of the number');
    expect(asked).toContain('outer r_cost');
    expect(asked).not.toContain('within ranges only');
  });
});

describe('a range that cannot be', () => {
  const TEXT = JSON.stringify(designFile({ r_cost: 'COST' }), undefined, 1);

  function findings(text: string, written: string): string[] {
    try {
      readAccelerator(parseYaml(text.replace('"COST"', written), 'acc.yaml'));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.diagnostics.map(
        ({ code, line, message, hint }) => `${code} ${line === undefined ? 'nowhere' : 'placed'} ${message} | ${hint}`,
      );
    }
    return [];
  }

  test.each([
    ['2 ± 3', 'ZZ2115 placed the range of r_cost, "2 ± 3", reaches down to -1; expected a range from 0 on'],
    ['2 ± 101%', 'ZZ2115 placed'],
    ['2 ± 1e200', 'ZZ2115 placed'],
    ['2 ± x3', 'ZZ2004 placed "r_cost" of memory "inner" is "2 ± x3"; expected a number'],
    ['2 ± 3 pJ', 'write the number, ±, and how far the range goes to both sides'],
    ['-2 ± 1', 'ZZ2005 placed "r_cost" of memory "inner" is "-2 ± 1"'],
  ])('%s is refused with its place', (written, expected) => {
    const found = findings(TEXT, written);
    expect(found.join('\n')).toContain(expected);
  });

  test('a field without ranges names those that have them', () => {
    const text = JSON.stringify(designFile({ size: 'COST' }), undefined, 1);
    expect(findings(text, '4096 ±10%').join()).toContain('a range is possible for r_cost, w_cost');
    const width = JSON.stringify(
      designFile({}, { ports: [{ ...memory(1).ports[0], bandwidth_max: 'COST' }] }),
      undefined,
      1,
    );
    expect(findings(width, '16 ±99%').join()).toContain('expected a range from 1 bit per cycle on');
  });
});
