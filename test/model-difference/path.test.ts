import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { CORRECTION_ORDER, type CorrectionId } from '../../src/engine/difference/corrections.ts';
import { BothModels } from '../../src/engine/difference/partly-corrected.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { convertSpatialMapping, spreadSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { CaseMaker, type RandomCase } from '../corrected/random-case.ts';

/* The steps between the two models. DIFFERENCE_RUNS=100000 tries many cases. */

const RUNS = Number(process.env.DIFFERENCE_RUNS ?? 120);

function bothModelsOf(given: RandomCase): BothModels {
  const { evaluation } = evaluateGivenMapping({ ...given, costModel: 'corrected' });
  const { layer, accelerator, temporalMapping, spatialMapping } = evaluation;
  return new BothModels({
    layer,
    accelerator,
    reference: convertSpatialMapping(layer, accelerator, spatialMapping.source),
    corrected: spreadSpatialMapping(layer, accelerator, spatialMapping.source),
    temporalMapping,
    options: { accessSameDataConsideredAsNoAccess: given.reuse_at_pins },
  });
}

function hasRemainder({ layer, spatial, temporal }: RandomCase): boolean {
  const all = [...spatial.flatMap(([, list]) => list), ...temporal.loops];
  return layer.dims.some(([name, size]) => all.reduce((n, [d, factor]) => (d === name ? n * factor : n), 1) !== size);
}

const at = (id: CorrectionId): number => CORRECTION_ORDER.indexOf(id) + 1;

describe(`steps of ${RUNS} random designs`, () => {
  const maker = new CaseMaker(RandomStream.named(7, 'model difference'));
  const cases = Array.from({ length: RUNS }, () => maker.make());

  test('begin at the reference and end at the corrected model', () => {
    for (const given of cases) {
      const both = bothModelsOf(given);
      const { reference, corrected } = both;
      const first = both.between(0);
      const label = JSON.stringify(given);
      expect(first.energy / reference.energyTotal, label).toBeCloseTo(1, 12);
      expect(first.latency, label).toBeCloseTo(reference.latencyTotal2, 6);
      const last = both.between(CORRECTION_ORDER.length);
      expect(last.energy / corrected.energyTotal, label).toBeCloseTo(1, 12);
      expect(last.latency, label).toBe(corrected.latencyTotal2);
      for (const { energy, latency } of both.path()) {
        expect(Number.isFinite(energy) && Number.isFinite(latency), label).toBe(true);
      }
    }
  });

  test('exact rounds change nothing where no round is smaller', () => {
    for (const given of cases.filter((one) => !hasRemainder(one))) {
      const both = bothModelsOf(given);
      const before = both.between(at('C2') - 1);
      const after = both.between(at('C2'));
      const label = JSON.stringify(given);
      expect(after.energy / before.energy, label).toBeCloseTo(1, 12);
      expect(after.latency, label).toBeCloseTo(before.latency, 6);
    }
  });
});

test('a round too many of the reference moves nothing by the corrected model', () => {
  const memory = (operands: readonly string[]) => ({
    size: 1e6,
    r_cost: 1,
    w_cost: 1,
    area: 0,
    latency: 1,
    operands,
    served_dimensions: ['D1'],
    ports: [
      {
        name: 'rw_port_1',
        type: 'read_write',
        bandwidth_min: 8,
        bandwidth_max: 8,
        allocation: operands.flatMap((operand) =>
          (operand === 'O' ? ['tl', 'fl'] : ['tl']).map((direction) => `${operand}, ${direction}`),
        ),
      },
    ],
  });
  const { evaluation } = evaluateGivenMapping({
    layer: {
      dims: [['K', 63]],
      operands: { O: ['K'], W: ['K'] },
      precision: { W: 8, O: 8, O_final: 8 },
    },
    accelerator: {
      name: 'five units',
      operational_array: { dimensions: ['D1'], sizes: [5], unit_energy: 0, unit_area: 0 },
      memories: { buffer: memory(['I1', 'I2', 'O']) },
    },
    links: { O: 'O', W: 'I1' },
    spatial: [['D1', [['K', 5]]]],
    temporal: { loops: [['K', 13]], boundaries: { O: [1], W: [1] } },
    costModel: 'corrected',
  });
  const { layer, accelerator, spatialMapping } = evaluation;
  const rounds = (sizes: readonly number[]) =>
    new BothModels({
      layer,
      accelerator,
      reference: convertSpatialMapping(layer, accelerator, spatialMapping.source),
      corrected: spatialMapping,
      temporalMapping: {
        loops: sizes.map((size) => ({ dimension: 'K', size })),
        boundaries: new Map([
          ['O', [sizes.length]],
          ['W', [sizes.length]],
        ]),
      },
      options: {},
    }).corrected;
  // 63 words are read and 63 written, also in 14 rounds of 5 units.
  expect(rounds([13]).energyTotal).toBe(2 * 63);
  expect(rounds([2, 7]).energyTotal).toBe(2 * 63);
  expect(rounds([2, 7]).idealTemporalCycles).toBe(14);
});
