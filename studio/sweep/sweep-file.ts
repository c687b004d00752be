import { stringify } from 'yaml';
import { quantityText } from '../../src/base/number-text.ts';
import { sizeInBits } from '../../src/design-space/unit-text.ts';
import type { FileKind, Project, ProjectFile } from '../state/project.ts';
import type { SweepObjective } from '../state/sweep-plan.ts';
import { designCount, planOf, type SweptParameter, sizedMemories, sweptOf } from './parameters.ts';

/** What a run minimises where a sweep minimises a quantity. */
export const RUN_OBJECTIVE = { edp: 'EDP', energy: 'energy', latency: 'latency' } as const satisfies Readonly<
  Record<SweepObjective, Project['run']['objective']>
>;

/** Where the sweep file finds a file of the project: a built-in by its name, another beside it. */
export function inputName(kind: FileKind, file: ProjectFile): string {
  if (file.source === 'built-in') return file.name;
  return `${kind}.${file.source === 'model' ? 'onnx' : 'yaml'}`;
}

/**
 * The sweep of a project as the file that `zigzag sweep` takes. All designs are looked at, in an order whose beginnings fill the
 * space evenly.
 * @param hasArea whether the area of designs is known, so that they are compared by it, too.
 */
export function sweepFileText(project: Project, hasArea: boolean): string {
  const { files, run } = project;
  const plan = planOf(project);
  const parameters = sweptOf(project);
  const set = Object.fromEntries([
    ...(plan.followsCosts
      ? sizedMemories(parameters).map(
          (memory) => [`accelerator.memories.${memory}.auto_cost_extraction`, true] as const,
        )
      : []),
    ...plan.follows
      .filter(({ field }) => field.trim() !== '')
      .map(({ field, value }) => [field.trim(), value] as const),
  ]);
  const file = {
    name: nameOf(project, parameters),
    workloads: inputName('workload', files.workload),
    accelerator: inputName('accelerator', files.accelerator),
    mapping: inputName('mapping', files.mapping),
    run: {
      opt: RUN_OBJECTIVE[plan.objective],
      lpf_limit: run.loopLimit,
      ...(run.costModel === 'corrected' ? { cost_model: 'corrected' } : {}),
    },
    parameters: Object.fromEntries(
      parameters.map(({ name, title, fields, values, isBits }) => [
        name,
        { title, sets: [...fields], values: isBits ? sizes(values) : [...values] },
      ]),
    ),
    ...(Object.keys(set).length === 0 ? {} : { set }),
    objectives: hasArea ? [plan.objective, 'area'] : [plan.objective],
    ...(plan.limit.trim() === '' ? {} : { limits: plan.limit.trim() }),
    strategy: { kind: 'halton', count: Math.max(1, designCount(parameters)) },
  };
  return stringify(file, { lineWidth: 120, flowCollectionPadding: false });
}

function nameOf({ files }: Project, parameters: readonly SweptParameter[]): string {
  return `${parameters.map(({ title }) => title).join(' × ')} of ${files.accelerator.name}`;
}

/** Sizes as people write them. At least one has a unit, which says that all are sizes. */
function sizes(values: readonly number[]): (number | string)[] {
  const texts = values.map((value) => {
    const text = quantityText(value, 'bit');
    return sizeInBits(text) === value ? text : value;
  });
  if (texts.some((text) => typeof text === 'string')) return texts;
  return values.map((value) => `${value} bit`);
}
