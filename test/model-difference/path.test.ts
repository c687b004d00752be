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
