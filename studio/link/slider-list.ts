import { FILE_KINDS, type FileKind, type NumberPath, type Slider } from '../state/project.ts';

/** Most sliders of a project. */
const MOST_SLIDERS = 50;

/** Sliders as plain data that can be written as JSON. */
export function sliderData(sliders: readonly Slider[]): unknown {
  return sliders.map(({ file, paths, least, most }) => [file, paths, least, most]);
}

/** @throws Error when the data are no sliders. */
export function readSliders(data: unknown): Slider[] {
  if (!Array.isArray(data) || data.length > MOST_SLIDERS) throw new Error('the list of sliders cannot be read');
  return data.map((entry: unknown): Slider => {
    const [file, paths, least, most]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    const kind = FILE_KINDS.find((known): known is FileKind => known === file);
    if (kind === undefined || !Array.isArray(paths) || !isNumber(least) || !isNumber(most) || least >= most) {
      throw new Error('a slider cannot be read');
    }
    return { file: kind, paths: paths.map(readPath), least, most };
  });
}

/** @throws Error when the data are no path. */
export function readPath(path: unknown): NumberPath {
  if (!Array.isArray(path)) throw new Error('the place of a slider cannot be read');
  return path.map((step: unknown) => {
    if (typeof step === 'string' || (typeof step === 'number' && Number.isInteger(step) && step >= 0)) return step;
    throw new Error('the place of a slider cannot be read');
  });
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
