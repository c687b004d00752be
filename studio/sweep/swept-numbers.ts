import { type FileKind, type Inputs, type ProjectFile, type Slider, withFile } from '../state/project.ts';
import { withNumbers } from '../text/numbers.ts';

/** The text of a file of a project; undefined where it is a model, or not here yet. */
export type TextOf = (kind: FileKind, file: ProjectFile) => string | undefined;

/**
 * The same inputs with every number that a slider sets at the least of the slider, and with no objective of their own: equal for all
 * designs of a sweep over these sliders.
 */
export function withoutSwept(inputs: Inputs, sliders: readonly Slider[], textOf: TextOf): Inputs {
  const bare: Inputs = { files: inputs.files, run: { ...inputs.run, objective: 'latency' } };
  return sliders.reduce((now, { file: kind, paths, least }) => {
    const file = now.files[kind];
    const text = textOf(kind, file);
    if (text === undefined || file.source === 'model') return now;
    return withFile(now, kind, { source: 'text', name: file.name, text: withNumbers(text, paths, least) });
  }, bare);
}
