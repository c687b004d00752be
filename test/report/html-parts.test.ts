import { describe, expect, test } from 'vitest';
import type { Explanation } from '../../src/explain/explanation.ts';
import { levelsOf, loopNestView } from '../../src/loop-nest/loop-nest-view.ts';
import { explanationList } from '../../src/page/layer/explanation-list.ts';
import { roofAt, rooflineOf } from '../../src/page/overview/roofline.ts';
import { html } from '../../src/page/parts/markup.ts';
import { pageRun } from '../../src/page/parts/page-run.ts';
import { busiestPort, portLoads } from '../../src/page/parts/ports.ts';
import { trafficOf } from '../../src/quantities/traffic.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { all, parsePage } from './page-element.ts';
import { HOSTILE, storedRun } from './stored-run.ts';

const RUNS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['tpu_like', { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 3 }],
  [
    'meta_prototype with data locality',
    { workload: 'alexnet', accelerator: 'meta_prototype', mapping: 'meta_prototype_like', exploitDataLocality: true },
  ],
  ['aimc', { workload: 'alexnet', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true, lpfLimit: 4 }],
];

describe.each(RUNS)('what the report shows of %s', (_, options) => {
  test('traffic makes up the energy of the memories', async () => {
    for (const evaluation of (await storedRun(options)).evaluations) {
      const energy = trafficOf(evaluation).reduce((sum, { energyPj }) => sum + energyPj, 0);
      expect(Math.abs(energy / evaluation.memoryEnergy - 1)).toBeLessThan(1e-9);
    }
  });

  test('the loop nest has every temporal iteration, and every used unit of the array', async () => {
    for (const evaluation of (await storedRun(options)).evaluations) {
      const nest = loopNestView(evaluation);
      const { cyclesPerOperation, unitCount } = evaluation.accelerator.operationalArray;
      const iterations = nest.temporal.reduce((product, { size }) => product * size, 1);
      expect(iterations * cyclesPerOperation).toBeCloseTo(evaluation.idealTemporalCycles, 6);
      const units = nest.spatial.reduce((product, { units }) => product * units, 1);
      expect(units).toBe(unitCount);
      for (const { used, units: available } of nest.spatial) expect(used).toBeLessThanOrEqual(available + 1e-9);
      for (const operand of nest.operands) {
        const levels = levelsOf(nest, operand);
        expect(levels.reduce((sum, { loops }) => sum + loops.length, 0)).toBe(nest.temporal.length);
      }
    }
  });

  test('the busiest port is the one that the stall of the latency comes from', async () => {
    for (const evaluation of (await storedRun(options)).evaluations) {
      const busiest = busiestPort(evaluation);
      const { stallSlack } = evaluation.details.latency;
      if (stallSlack > 0) expect(busiest).toMatchObject({ stallSlack, isStalling: true });
      else expect(busiest?.isStalling ?? false).toBe(false);
      for (const load of portLoads(evaluation)) {
        if (!load.isActive) expect(load.stallSlack).toBeLessThanOrEqual(0);
      }
    }
  });

  test('the roofline has every layer once, and roofs that meet at the edge', async () => {
    const run = await storedRun(options);
    const roofline = rooflineOf(pageRun(run));
    if (roofline === undefined) throw new Error('no roofline');
    const { points, without, peak, bandwidth } = roofline;
    expect(points.length + without.length).toBe(run.evaluations.length);
    for (const { speed, layer } of points) {
      expect(speed).toBeCloseTo((peak * layer.latency.idealComputation) / layer.evaluation.latency, 0);
    }
    expect(roofAt(roofline, peak / bandwidth)).toBe(peak);
    expect(roofAt(roofline, peak / bandwidth / 2)).toBe(peak / 2);
    expect(roofAt(roofline, (peak / bandwidth) * 2)).toBe(peak);
  });
});

test('templates escape text once, in content and attributes, and keep markup', () => {
  const inner = html`<b title="${'"<&'}">${'<&>'}</b>`;
  expect(html`<p>${[inner, undefined, 3]}</p>`.markup).toBe('<p><b title="&quot;&lt;&amp;">&lt;&amp;&gt;</b>3</p>');
});

describe('explanations', () => {
  const part: Explanation = {
    figure: `energy.${HOSTILE}`,
    title: `Energy in ${HOSTILE}`,
    value: 40,
    unit: 'pJ',
    formula: `words × e(${HOSTILE})`,
    substituted: '20 × 2',
    symbols: [{ symbol: 'e', meaning: HOSTILE, value: 2, unit: 'pJ' }],
    parts: [],
    binding: HOSTILE,
    changes: [{ what: HOSTILE, unit: 'bit/cycle', from: 64, to: 128, value: 20, most: { to: 512, value: 10 } }],
  };
  const whole: Explanation = {
    figure: 'energy',
    title: 'Energy',
    value: 50,
    unit: 'pJ',
    formula: 'E',
    substituted: '10 + 40',
    symbols: [],
    parts: [part.figure, 'unknown'],
    changes: [],
  };
  const root = parsePage(`<html><body>${explanationList([whole, part], 'layer-1')?.markup}</body></html>`);

  test('give formula, numbers, symbols, what binds, and what would change them, with units', () => {
    const [, second] = all(root, '.why');
    const text = second?.textContent.replace(/\u00a0/g, ' ') ?? '';
    expect(text).toContain(`words × e(${HOSTILE})= 20 × 2 = 40 pJ`);
    expect(text).toContain(`${HOSTILE}: 2 pJ`);
    expect(text).toContain(
      `${HOSTILE} from 64 bit/cycle to 128 bit/cycle, which gives 20 pJ (-50.0 %); 512 bit/cycle help most: 10 pJ`,
    );
    expect(all(root, 'img,script')).toHaveLength(0);
  });

  test('lead to the figures they are made of', () => {
    const links = all(root, '.why a');
    expect(links.map(({ textContent }) => textContent)).toEqual([`Energy in ${HOSTILE}`]);
    expect(root.querySelector(links[0]?.getAttribute('href') ?? '')?.textContent).toContain('20 × 2');
    expect(root.textContent).toContain('(80.0');
  });
});
