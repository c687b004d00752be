import type { CostModelName } from '../../src/model/cost-model.ts';
import { FILE_KINDS, type FileKind, type NumberPath, type Slider } from './slider.ts';
import type { SweepPlan } from './sweep-plan.ts';

export { FILE_KINDS, type FileKind, type NumberPath, type Slider } from './slider.ts';

import type { TriedNest } from './tried-nest.ts';

/*
 * What the page is about: three files, how they are run, which numbers have a slider, and the state to compare with.
 * Immutable: every change makes a new project.
 */

/** A file of the package, by the name under which it is listed. */
export interface BuiltInFile {
  readonly source: 'built-in';
  readonly name: string;
}

/** A text that was edited or opened. `name` is shown; `base` is the built-in file that it was made of. */
export interface TextFile {
  readonly source: 'text';
  readonly name: string;
  readonly text: string;
  readonly base?: string | undefined;
}

/** An ONNX model that was opened; a workload only. */
export interface ModelFile {
  readonly source: 'model';
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type ProjectFile = BuiltInFile | TextFile | ModelFile;

/** What searches minimise, as the run option `opt`. */
export const OBJECTIVES = ['latency', 'energy', 'EDP'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** Options of a run that the page offers. Absent ones have their default. */
export interface RunChoices {
  readonly objective: Objective;
  /** Most loops that are permuted; the run option `lpfLimit`. */
  readonly loopLimit: number;
  readonly costModel: CostModelName;
}

export const DEFAULT_RUN: RunChoices = { objective: 'latency', loopLimit: 6, costModel: 'reference' };

/** What a search needs: it decides the result, to the bit. */
export interface Inputs {
  readonly files: Readonly<Record<FileKind, ProjectFile>>;
  readonly run: RunChoices;
}

/** A state that others are compared with. */
export interface PinnedState extends Inputs {
  readonly name: string;
}

export interface Project extends Inputs {
  readonly sliders: readonly Slider[];
  /** State A. */
  readonly pinned?: PinnedState | undefined;
  /** What a sweep of the sliders looks at; the usual values where it is absent. */
  readonly sweep?: SweepPlan | undefined;
  /** A loop nest that is being tried; results stay those of the best nests. */
  readonly tried?: TriedNest | undefined;
}

/** The design of a first visit. */
export const FIRST_PROJECT: Project = {
  files: {
    workload: { source: 'built-in', name: 'resnet18' },
    accelerator: { source: 'built-in', name: 'tpu_like' },
    mapping: { source: 'built-in', name: 'tpu_like' },
  },
  run: DEFAULT_RUN,
  sliders: [],
};

/** The files and choices of a project, without what only the page shows. */
export function inputsOf({ files, run }: Inputs): Inputs {
  return { files, run };
}

export function withFile<T extends Inputs>(project: T, kind: FileKind, file: ProjectFile): T {
  return { ...project, files: { ...project.files, [kind]: file } };
}

/** The same project with another text of a file. A built-in file becomes an edited one, and an edited one keeps its origin. */
export function withText<T extends Inputs>(project: T, kind: FileKind, text: string): T {
  const old = project.files[kind];
  const base = old.source === 'built-in' ? old.name : old.source === 'text' ? old.base : undefined;
  return withFile(project, kind, { source: 'text', name: old.name, text, base });
}

/** Whether both have the same choices. */
export function sameRun(one: RunChoices, other: RunChoices): boolean {
  return one.objective === other.objective && one.loopLimit === other.loopLimit && one.costModel === other.costModel;
}

/** Whether both have the same files and choices: searches of them give the same result. */
export function sameInputs(one: Inputs, other: Inputs): boolean {
  return sameRun(one.run, other.run) && FILE_KINDS.every((kind) => sameFile(one.files[kind], other.files[kind]));
}

/** Whether both files have the same content. */
export function sameFile(one: ProjectFile, other: ProjectFile): boolean {
  if (one === other) return true;
  if (one.source === 'built-in') return other.source === 'built-in' && one.name === other.name;
  if (one.source === 'text') return other.source === 'text' && one.text === other.text && one.name === other.name;
  return (
    other.source === 'model' &&
    one.name === other.name &&
    one.bytes.length === other.bytes.length &&
    one.bytes.every((byte, index) => byte === other.bytes[index])
  );
}

/** `sram_2MB.size`, `operational_array.sizes[0]`: how a number is called beside its slider. */
export function pathText(path: NumberPath): string {
  const steps = path[0] === 'memories' && path.length > 2 ? path.slice(1) : path;
  return steps.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/** Whether two sliders set the same numbers. */
export function sameSlider(one: Slider, other: Slider): boolean {
  return one.file === other.file && JSON.stringify(one.paths) === JSON.stringify(other.paths);
}
