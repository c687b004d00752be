import { COST_MODELS } from '../../src/model/cost-model.ts';
import {
  DEFAULT_RUN,
  FILE_KINDS,
  type FileKind,
  type Inputs,
  OBJECTIVES,
  type Project,
  type ProjectFile,
  type RunChoices,
  sameFile,
} from '../state/project.ts';
import { packText, unpackText } from './bytes.ts';
import { nestData, readNest } from './nest-steps.ts';
import { planData, readPlan } from './plan-data.ts';
import { readSliders, sliderData } from './slider-list.ts';

/*
 * A whole project as the part of an address behind `#`, which no server is sent: `v1;w=resnet18;a=tpu_like;m=tpu_like`. Names of
 * built-in files stay readable; edited files are compressed; what has its default or is said already is left out.
 */

/** Longer links are cut by some programs that pass them on. */
export const MOST_LINK_CHARACTERS = 8000;

/** A link, or why there is none: a model is too large for one, and so may edited files be. */
export type Link =
  | { readonly text: string; readonly refusal?: undefined }
  | { readonly text?: undefined; readonly refusal: 'model' | 'too long'; readonly length: number };

const LETTER: Readonly<Record<FileKind, string>> = { workload: 'w', accelerator: 'a', mapping: 'm' };
const VERSION = 'v1';

export async function linkOf(project: Project): Promise<Link> {
  const { files, pinned, tried } = project;
  const all = [...Object.values(files), ...Object.values(pinned?.files ?? {})];
  const model = all.find((file) => file.source === 'model');
  if (model?.source === 'model') return { refusal: 'model', length: model.bytes.length };
  const fields = [
    ...(await inputFields(project, '')),
    ...(project.sliders.length === 0 ? [] : [field('s', await packText(JSON.stringify(sliderData(project.sliders))))]),
    ...(project.sweep === undefined ? [] : [field('x', await packText(JSON.stringify(planData(project.sweep))))]),
    ...(tried === undefined ? [] : [field('n', await packText(JSON.stringify(nestData(tried))))]),
    ...(pinned === undefined ? [] : [field('p', pinned.name), ...(await inputFields(pinned, 'p', project))]),
  ];
  const text = [VERSION, ...fields].join(';');
  return text.length > MOST_LINK_CHARACTERS ? { refusal: 'too long', length: text.length } : { text };
}

/** @throws Error with a sentence for the reader when the link cannot be read. */
export async function projectOfLink(link: string): Promise<Project> {
  const [version, ...fields] = link.replace(/^#/, '').split(';');
  if (version !== VERSION) throw new Error('The link is of another version of the studio.');
  const values = new Map(fields.map(splitField));
  const inputs = await readInputs(values, '');
  const sliders = values.get('s');
  const plan = values.get('x');
  const name = values.get('p');
  const tried = values.get('n');
  return {
    ...inputs,
    sliders: sliders === undefined ? [] : readSliders(JSON.parse(await unpackText(sliders))),
    ...(plan === undefined ? {} : { sweep: readPlan(JSON.parse(await unpackText(plan))) }),
    ...(tried === undefined ? {} : { tried: readNest(JSON.parse(await unpackText(tried))) }),
    ...(name === undefined ? {} : { pinned: { name, ...(await readInputs(values, 'p', inputs)) } }),
  };
}

async function inputFields({ files, run }: Inputs, prefix: string, said?: Inputs): Promise<string[]> {
  const fields: string[] = [];
  for (const kind of FILE_KINDS) {
    const file = files[kind];
    if (said !== undefined && sameFile(file, said.files[kind]) && baseOf(file) === baseOf(said.files[kind])) continue;
    fields.push(...(await fileFields(`${prefix}${LETTER[kind]}`, `${prefix}${LETTER[kind].toUpperCase()}`, file)));
  }
  const usual = said?.run ?? DEFAULT_RUN;
  if (run.objective !== usual.objective) fields.push(field(`${prefix}o`, run.objective));
  if (run.loopLimit !== usual.loopLimit) fields.push(field(`${prefix}l`, String(run.loopLimit)));
  if (run.costModel !== usual.costModel) fields.push(field(`${prefix}c`, run.costModel));
  return fields;
}

async function fileFields(nameKey: string, textKey: string, file: ProjectFile): Promise<string[]> {
  const fields = [field(nameKey, file.name)];
  if (file.source !== 'text') return fields;
  fields.push(field(textKey, await packText(file.text)));
  // An edited file mostly has the name of the built-in that it was made of.
  if (file.base !== file.name) fields.push(field(`${nameKey}b`, file.base ?? ''));
  return fields;
}

function baseOf(file: ProjectFile): string | undefined {
  return file.source === 'text' ? file.base : undefined;
}

async function readInputs(values: ReadonlyMap<string, string>, prefix: string, said?: Inputs): Promise<Inputs> {
  const [workload, accelerator, mapping] = await Promise.all(
    FILE_KINDS.map((kind) =>
      readFile(values, `${prefix}${LETTER[kind]}`, `${prefix}${LETTER[kind].toUpperCase()}`, said?.files[kind]),
    ),
  );
  if (workload === undefined || accelerator === undefined || mapping === undefined) {
    throw new Error('The link names no workload, accelerator or mapping.');
  }
  return { files: { workload, accelerator, mapping }, run: readRun(values, prefix, said?.run ?? DEFAULT_RUN) };
}

async function readFile(
  values: ReadonlyMap<string, string>,
  nameKey: string,
  textKey: string,
  said: ProjectFile | undefined,
): Promise<ProjectFile | undefined> {
  const name = values.get(nameKey);
  if (name === undefined) return said;
  const packed = values.get(textKey);
  if (packed === undefined) return { source: 'built-in', name };
  const base = values.get(`${nameKey}b`) ?? name;
  return { source: 'text', name, text: await unpackText(packed), base: base === '' ? undefined : base };
}

function readRun(values: ReadonlyMap<string, string>, prefix: string, usual: RunChoices): RunChoices {
  const objective = OBJECTIVES.find((known) => known === values.get(`${prefix}o`)) ?? usual.objective;
  const limit = Number(values.get(`${prefix}l`) ?? usual.loopLimit);
  const costModel = COST_MODELS.find((known) => known === values.get(`${prefix}c`)) ?? usual.costModel;
  return { objective, loopLimit: Number.isInteger(limit) && limit > 0 ? limit : usual.loopLimit, costModel };
}

function field(key: string, value: string): string {
  return `${key}=${encodeURIComponent(value)}`;
}

function splitField(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), decodeURIComponent(text.slice(at + 1))];
}
