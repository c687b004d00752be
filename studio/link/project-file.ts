import { FILE_KINDS, type Inputs, OBJECTIVES, type Project, type ProjectFile } from '../state/project.ts';
import { fromBase64Url, toBase64Url } from './bytes.ts';
import { nestData, readNest } from './nest-steps.ts';
import { planData, readPlan } from './plan-data.ts';
import { readSliders, sliderData } from './slider-list.ts';

/*
 * A whole project as a file: what a link holds, without its limit of length, and with models.
 */

const FORMAT = 'zigzag studio project';
const VERSION = 1;

export function projectFileText(project: Project): string {
  const { sliders, pinned, sweep, tried } = project;
  return `${JSON.stringify(
    {
      format: FORMAT,
      version: VERSION,
      ...inputsData(project),
      sliders: sliderData(sliders),
      ...(sweep === undefined ? {} : { sweep: planData(sweep) }),
      ...(tried === undefined ? {} : { tried: nestData(tried) }),
      ...(pinned === undefined ? {} : { pinned: { name: pinned.name, ...inputsData(pinned) } }),
    },
    undefined,
    2,
  )}\n`;
}

/** Whether a text looks like a project, so that it is read as one. */
export function isProjectFile(text: string): boolean {
  return text.includes(JSON.stringify(FORMAT)) && text.trimStart().startsWith('{');
}

/** @throws Error with a sentence for the reader when the text is no project. */
export function readProjectFile(text: string): Project {
  const data = parsed(text);
  if (!isRecord(data) || data.format !== FORMAT) throw new Error('The file is no project of the studio.');
  if (data.version !== VERSION) throw new Error('The file is of another version of the studio.');
  const { pinned, sweep, tried } = data;
  return {
    ...readInputs(data),
    sliders: readSliders(data.sliders),
    ...(sweep === undefined ? {} : { sweep: readPlan(sweep) }),
    ...(tried === undefined ? {} : { tried: readNest(tried) }),
    ...(isRecord(pinned) ? { pinned: { name: String(pinned.name), ...readInputs(pinned) } } : {}),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The file is no project of the studio: it is not JSON.');
  }
}

function inputsData({ files, run }: Inputs): object {
  return {
    files: Object.fromEntries(FILE_KINDS.map((kind) => [kind, fileData(files[kind])])),
    run,
  };
}

function fileData(file: ProjectFile): object {
  if (file.source === 'built-in') return { builtIn: file.name };
  if (file.source === 'model') return { name: file.name, model: toBase64Url(file.bytes) };
  return { name: file.name, text: file.text, ...(file.base === undefined ? {} : { base: file.base }) };
}

function readInputs({ files, run }: Readonly<Record<string, unknown>>): Inputs {
  if (!isRecord(files) || !isRecord(run)) throw new Error('The project has no files.');
  const objective = OBJECTIVES.find((known) => known === run.objective);
  const { loopLimit } = run;
  if (objective === undefined || typeof loopLimit !== 'number' || !Number.isInteger(loopLimit) || loopLimit < 1) {
    throw new Error('The choices of the run cannot be read.');
  }
  return {
    files: {
      workload: readFile(files.workload),
      accelerator: readFile(files.accelerator),
      mapping: readFile(files.mapping),
    },
    // Projects of before have none.
    run: { objective, loopLimit, costModel: run.costModel === 'corrected' ? 'corrected' : 'reference' },
  };
}

function readFile(data: unknown): ProjectFile {
  if (!isRecord(data)) throw new Error('The project lacks a file.');
  const { builtIn, name, text, model, base } = data;
  if (typeof builtIn === 'string') return { source: 'built-in', name: builtIn };
  if (typeof name !== 'string') throw new Error('A file of the project has no name.');
  if (typeof model === 'string') return { source: 'model', name, bytes: fromBase64Url(model) };
  if (typeof text !== 'string') throw new Error(`The file ${name} of the project has no text.`);
  return { source: 'text', name, text, base: typeof base === 'string' ? base : undefined };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
