import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import { createLayer } from '../../src/model/workload/layer.ts';
import { ListifyStage, MainStage, SumStage, WorkloadStage } from '../../src/stages/index.ts';
import { EVERY_MAPPING, evaluation, GEMM, PARSERS, SEARCH } from '../stages/chains.ts';

/* What console.log prints of results. */

const [best] = await MainStage.from([...PARSERS, SumStage, WorkloadStage, ...SEARCH], GEMM).run();
const [first] = await MainStage.from(EVERY_MAPPING, GEMM).run();
if (best === undefined || first === undefined) throw new Error('no results');
const cme = evaluation(first);

describe('printing', () => {
  test('an evaluation: layer, accelerator, energy, latency, mappings', () => {
    expect(inspect(cme)).toBe(
      [
        'Layer0 on gemm_l1: 528.9 nJ, 8.191 kcycles',
        '  spatial D1: D0 8 | D2: D2 8 | D3: D1 8',
        '  O: - | D1 4, D2 4, D0 4, D2 4, D1 4, D0 4',
        '  I: D1 4, D2 4, D0 4, D2 4, D1 4, D0 4',
        '  W: D1 4, D2 4, D0 4, D2 4, D1 4, D0 4',
      ].join('\n'),
    );
    expect(`${cme}`).toBe(inspect(cme));
    expect(inspect(cme.scaled(2)).split('\n')[0]).toBe('2 × Layer0 on gemm_l1: 1.058 µJ, 16.38 kcycles');
  });

  test('a sum, and a list in place of an evaluation', async () => {
    expect(inspect(best.cme)).toBe('sum of 1 layer on gemm_l1: 528.9 nJ, 8.191 kcycles');
    expect(inspect(new CumulativeCME())).toBe('sum of 0 layers: 0 pJ, 0 cycles');
    const [list] = await MainStage.from([ListifyStage, ...EVERY_MAPPING], GEMM).run();
    expect(inspect(list?.cme)).toBe('ListifyStage made one list of 6 results');
  });

  test('a layer and mappings in one line, or one per operand', () => {
    expect(inspect(cme.layer)).toBe('Layer0 (Gemm): D0 128, D1 128, D2 128; 2.097 MMAC');
    expect(inspect(cme.spatialMapping)).toBe('D1: D0 8 | D2: D2 8 | D3: D1 8');
    expect(inspect(cme.spatialMapping.source)).toBe(inspect(cme.spatialMapping));
    expect(inspect(cme.temporalMapping).split('\n')).toHaveLength(3);
  });

  test('a whole result in a few lines', () => {
    expect(inspect(first, { depth: null }).split('\n').length).toBeLessThan(25);
    expect(inspect(first)).toContain('Layer0 (Gemm): D0 128');
  });

  test('does not show in data: keys, JSON, copies', () => {
    const { layer, temporalMapping, spatialMapping } = cme;
    for (const value of [layer, temporalMapping, spatialMapping, spatialMapping.source]) {
      const copy = structuredClone(value);
      expect(copy).toEqual(value);
      expect(Reflect.ownKeys(copy)).toEqual(Object.keys(value).concat(Array.isArray(value) ? ['length'] : []));
    }
    expect({ ...temporalMapping }).toEqual({ loops: temporalMapping.loops, boundaries: temporalMapping.boundaries });
    expect(createLayer(layer)).toEqual(layer);
    expect(Object.keys(JSON.parse(JSON.stringify(temporalMapping)))).toEqual(['loops', 'boundaries']);
  });
});
