import * as fc from 'fast-check';
import { COST_MODELS } from '../../src/model/cost-model.ts';
import { FILE_KINDS, OBJECTIVES, type Project, type ProjectFile } from '../../studio/state/project.ts';
import { SWEEP_OBJECTIVES } from '../../studio/state/sweep-plan.ts';

const name = fc.oneof(
  fc.constantFrom('resnet18', 'tpu_like', 'a;b=c#%', '<img src=x>'),
  fc.string({ minLength: 1, unit: 'grapheme' }),
);

/** Well-formed text: what an editor can hold. */
const text = fc.string({ unit: 'grapheme', maxLength: 200 });

export const builtInFile: fc.Arbitrary<ProjectFile> = name.map((one) => ({ source: 'built-in', name: one }));
export const textFile: fc.Arbitrary<ProjectFile> = fc
  .record({ name, text, base: fc.option(name, { nil: undefined }) })
  .map((file) => ({ source: 'text', ...file }));
export const linkableFile = fc.oneof(builtInFile, textFile);

const run = fc.record({
  objective: fc.constantFrom(...OBJECTIVES),
  loopLimit: fc.integer({ min: 1, max: 30 }),
  costModel: fc.constantFrom(...COST_MODELS),
});
const inputs = fc.record({
  files: fc.record({ workload: linkableFile, accelerator: linkableFile, mapping: linkableFile }),
  run,
});
const path = fc.array(fc.oneof(fc.nat({ max: 9 }), fc.string({ minLength: 1 })), { minLength: 1, maxLength: 4 });
const slider = fc
  .record({
    file: fc.constantFrom(...FILE_KINDS),
    paths: fc.array(path, { minLength: 1, maxLength: 2 }),
    least: fc.nat(),
    width: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ width, ...rest }) => ({ ...rest, most: rest.least + width }));

const plan = fc.record({
  values: fc.array(
    fc.record({
      file: fc.constantFrom(...FILE_KINDS),
      paths: fc.array(path, { minLength: 1, maxLength: 2 }),
      values: fc.array(fc.integer({ min: 1 }), { maxLength: 5 }),
    }),
    { maxLength: 3 },
  ),
  follows: fc.array(fc.record({ field: text, value: text }), { maxLength: 2 }),
  objective: fc.constantFrom(...SWEEP_OBJECTIVES),
  limit: text,
  followsCosts: fc.boolean(),
});

const nest = fc.record({
  loops: fc.array(fc.record({ dimension: name, size: fc.integer({ min: 1 }) }), { maxLength: 9 }),
  boundaries: fc
    .uniqueArray(fc.tuple(name, fc.array(fc.nat(), { maxLength: 4 })), { maxLength: 3, selector: ([key]) => key })
    .map((entries) => new Map(entries)),
});
const tried = fc.record({
  layer: fc.nat(),
  steps: fc.array(fc.record({ label: text, nest }), { minLength: 1, maxLength: 4 }),
});

/** Any project without a model. */
export const project: fc.Arbitrary<Project> = fc
  .record({
    inputs,
    sliders: fc.array(slider, { maxLength: 3 }),
    pinned: fc.option(fc.record({ name, inputs }), { nil: undefined }),
    sweep: fc.option(plan, { nil: undefined }),
    tried: fc.option(tried, { nil: undefined }),
  })
  .map(({ inputs: own, sliders, pinned, sweep, tried: nests }) => ({
    ...own,
    sliders,
    ...(sweep === undefined ? {} : { sweep }),
    ...(nests === undefined ? {} : { tried: nests }),
    ...(pinned === undefined ? {} : { pinned: { name: pinned.name, ...pinned.inputs } }),
  }));
