import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleFile } from '../../src/io/files/examples.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { performanceOrFailure } from '../../src/run/evaluate.ts';
import { changedArraySizes } from '../../src/stages/hardware/hardware-variants.ts';
import { readSweep } from '../../src/sweep/file/read-sweep.ts';
import { createManifest } from '../../src/sweep/plan/manifest.ts';
import { openSweep } from '../../src/sweep/plan/open-sweep.ts';
import { sweepResults } from '../../src/sweep/sweep.ts';
import { changedFields } from '../../studio/engine/sweep/changed-fields.ts';
import { FIRST_PROJECT, type FileKind, type Project, withFile, withText } from '../../studio/state/project.ts';
import { FIRST_PLAN, type SweepPlan, withValues } from '../../studio/state/sweep-plan.ts';
import { withLoadedDesign } from '../../studio/sweep/load-design.ts';
import { designCount, parametersOf, sweptOf } from '../../studio/sweep/parameters.ts';
import { sweepFileText } from '../../studio/sweep/sweep-file.ts';
import { withoutSwept } from '../../studio/sweep/swept-numbers.ts';
import { withNumbers } from '../../studio/text/numbers.ts';
import { suggestedSliders } from '../../studio/text/slider-choice.ts';
import { LAYERS } from './small-project.ts';

const accelerator = readFileSync('examples/accelerators/tpu_like.yaml', 'utf8');
const mapping = readFileSync('examples/mappings/tpu_like.yaml', 'utf8');

const [size, width, array] = suggestedSliders(accelerator);
if (size === undefined || width === undefined || array === undefined) throw new Error('the example has three sliders');

const base: Project = {
  ...withText(FIRST_PROJECT, 'workload', LAYERS),
  sliders: [size, width, array],
};
const textOf = (kind: FileKind): string => (kind === 'workload' ? LAYERS : kind === 'mapping' ? mapping : accelerator);

/** Reads the files of a project as a folder would hold them. */
function filesOf(project: Project, sweep: string) {
  const contents: Readonly<Record<string, string | undefined>> = {
    'sweep.yaml': sweep,
    'workload.yaml': textIn(project, 'workload'),
    'accelerator.yaml': textIn(project, 'accelerator'),
    'mapping.yaml': textIn(project, 'mapping'),
  };
  return {
    ...platformFiles,
    read: async (path: string) => new TextEncoder().encode(contents[path] ?? ''),
    exists: async (path: string) => contents[path] !== undefined,
    list: async () => [],
  };
}

function textIn(project: Project, kind: FileKind): string | undefined {
  const file = project.files[kind];
  return file.source === 'text' ? file.text : undefined;
}

function planned(values: Readonly<Record<string, readonly number[]>>, rest: Partial<SweepPlan> = {}): Project {
  const plan = parametersOf(base).reduce((plan, { slider, name }) => withValues(plan, slider, values[name] ?? []), {
    ...FIRST_PLAN,
    ...rest,
  });
  return { ...base, sweep: plan };
}

describe('the sweep of a project', () => {
  test('is a file that reads back with the same values', () => {
    const positive = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 40 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(positive, positive, positive, (sizes, widths, arrays) => {
        const project = planned({ sram_size: sizes, dram_width: widths, array: arrays }, { limit: 'area <= 4 mm2' });
        const { value } = readSweep(parseYaml(sweepFileText(project, true), 'sweep.yaml'));
        expect(value.parameters.map(({ name, values }) => [name, values])).toEqual(
          sweptOf(project).map(({ name, values }) => [name, values]),
        );
        expect(value.strategy).toEqual({ kind: 'halton', count: designCount(parametersOf(project)), seed: 0 });
        expect(value.objectives.map(({ quantity }) => quantity)).toEqual(['edp', 'area']);
      }),
      { numRuns: 40 },
    );
  });

  test('names sizes with their units, and sets equal sizes of the array together', () => {
    const text = sweepFileText(planned({ sram_size: [2 ** 22, 2 ** 24], dram_width: [64], array: [16, 32] }), true);
    expect(text).toContain('512 KiB');
    expect(text).toContain('accelerator.operational_array.sizes[1]');
    expect(text).toContain('accelerator.memories.sram_2MB.auto_cost_extraction: true');
  });

  test('gives every design the figures that a run of the loaded design has', async () => {
    const project = planned({ sram_size: [2 ** 19, 2 ** 22], dram_width: [64], array: [16, 48] });
    const text = sweepFileText(project, true);
    const files = filesOf(project, text);
    const open = openSweep(await createManifest('sweep.yaml', files));
    const { points } = await sweepResults({ sweep: 'sweep.yaml', files, workers: 1 });
    expect(points).toHaveLength(4);
    for (const point of points) {
      if (point.status !== 'costed') throw new Error(JSON.stringify(point));
      const { data } = open.describe(point.point);
      const { documents } = open;
      const loaded = withLoadedDesign(
        project,
        {
          changes: [
            ...changedFields('accelerator', documents.accelerator.data, data.accelerator),
            ...changedFields('mapping', documents.mapping.data, data.mapping),
          ],
          arraySizes: [...changedArraySizes(documents.accelerator.data, data.accelerator)],
        },
        FIRST_PLAN,
        textOf,
      );
      const { performance } = await performanceOrFailure({
        workload: 'workload.yaml',
        accelerator: 'accelerator.yaml',
        mapping: loaded.files.mapping.source === 'text' ? 'mapping.yaml' : 'tpu_like',
        opt: loaded.run.objective,
        lpfLimit: loaded.run.loopLimit,
        files: filesOf(loaded, ''),
      });
      const { energy, latency, area } = performance;
      expect({ energy, latency, area }).toEqual({
        energy: point.quantities.energy,
        latency: point.quantities.latency,
        area: point.quantities.area,
      });
    }
  });

  test('stays that of the project when sliders move, and is another when a file changes', () => {
    const of = (project: Project) =>
      withoutSwept(project, base.sliders, (kind, file) => (file.source === 'text' ? file.text : textOf(kind)));
    const moved = withText(base, 'accelerator', withNumbers(accelerator, size.paths, 4194304));
    expect(of(moved)).toEqual(of(base));
    expect(of({ ...base, run: { ...base.run, objective: 'energy' } })).toEqual(of(base));
    expect(
      of(withText(base, 'accelerator', accelerator.replace('unit_energy: 0.04', 'unit_energy: 0.05'))),
    ).not.toEqual(of(base));
    expect(of(withFile(base, 'mapping', { source: 'built-in', name: 'tpu_like' }))).toEqual(of(base));
  });

  test('looks at the array and the memory at first, and leaves widths as they are', () => {
    const swept = parametersOf(base).map(({ name, values }) => [name, values]);
    expect(swept).toEqual([
      ['sram_size', [19, 20, 21, 22, 23, 24, 25].map((power) => 2 ** power)],
      ['dram_width', []],
      ['array', [8, 12, 16, 24, 32, 48, 64]],
    ]);
    expect(sweepFileText(base, true)).not.toContain('dram_width');
  });

  test('is over built-in files by their names', () => {
    expect(exampleFile('accelerator', 'tpu_like')).toBe('accelerators/tpu_like.yaml');
    expect(sweepFileText(base, false)).toContain('accelerator: tpu_like\n');
    expect(sweepFileText(base, false)).toContain('workloads: workload.yaml\n');
  });
});
