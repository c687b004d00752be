import { isProjectFile, readProjectFile } from '../link/project-file.ts';
import { type FileKind, type Project, type ProjectFile, withFile } from '../state/project.ts';
import { placesOf } from '../text/numbers.ts';
import { suggestedSliders } from '../text/slider-choice.ts';
import { edit, load, message } from './project.ts';

/* Files of the user: read in the page, sent nowhere. */

/** Larger files are no models that a page can search. */
const MOST_BYTES = 512 * 2 ** 20;

/** Reads files into the project as one step, each in the role that its content tells. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const opened: { readonly kind: FileKind; readonly file: ProjectFile }[] = [];
  const refused: string[] = [];
  for (const file of files) {
    if (file.size > MOST_BYTES) refused.push(`${file.name} is larger than 512 MiB`);
    else if (/\.onnx$/i.test(file.name)) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      opened.push({ kind: 'workload', file: { source: 'model', name: file.name, bytes } });
    } else if (/\.(ya?ml|json)$/i.test(file.name)) {
      const text = await file.text();
      if (isProjectFile(text)) {
        openProject(file.name, text);
        return;
      }
      opened.push({ kind: kindOfText(text), file: { source: 'text', name: file.name, text, base: undefined } });
    } else refused.push(`${file.name} is no .yaml or .onnx file`);
  }
  if (opened.length > 0) {
    const names = opened.map(({ kind, file }) => `${file.name} as ${kind}`).join(', ');
    edit((now) => opened.reduce(withOpened, now), `opened ${names}`);
    message.value = { text: `Opened ${names}.`, canUndo: true };
  }
  if (refused.length > 0) message.value = { text: `${refused.join('. ')}.`, canUndo: opened.length > 0 };
}

/** Opens a project that was saved, as one step. */
export function openProject(name: string, text: string): void {
  try {
    load(readProjectFile(text), `opened ${name}`);
    message.value = { text: `Opened the project ${name}.`, canUndo: true };
  } catch (error) {
    message.value = { text: `${name} cannot be opened. ${error instanceof Error ? error.message : ''}` };
  }
}

function withOpened(now: Project, { kind, file }: { readonly kind: FileKind; readonly file: ProjectFile }): Project {
  const next = withFile(now, kind, file);
  if (kind !== 'accelerator' || file.source !== 'text') return next;
  return { ...next, sliders: suggestedSliders(file.text) };
}

/** The role of a text, by its outermost keys: the readers then say what is wrong with it. */
export function kindOfText(text: string): FileKind {
  const keys = new Set(
    placesOf(text).entries.flatMap(({ path }) => path.filter((step) => typeof step === 'string').slice(0, 2)),
  );
  if (keys.has('memories') || keys.has('operational_array')) return 'accelerator';
  if (keys.has('equation') || keys.has('loop_dims') || keys.has('operator_type')) return 'workload';
  return keys.has('spatial_mapping') || keys.has('temporal_ordering') || keys.has('memory_operand_links')
    ? 'mapping'
    : 'accelerator';
}
