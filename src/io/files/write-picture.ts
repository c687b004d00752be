import { renderPng } from '#platform';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { writeResult } from './write-result.ts';

/** Writes a picture as SVG or, where the name ends in `.png`, as PNG with `scale` points per pixel. */
export function writePicture(files: FileAccess | undefined, path: string, svg: string, scale = 1): void {
  writeResult(files, path, path.toLowerCase().endsWith('.png') ? renderPng(svg, scale) : svg);
}

/** Writes a picture as `<path>.svg` and, where that can be made, `<path>.png`. */
export function writeBothPictures(
  files: FileAccess | undefined,
  path: string,
  svg: string,
  warn: (diagnostic: Diagnostic) => void,
): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  writePicture(files, `${path}.svg`, svg);
  try {
    writePicture(files, `${path}.png`, svg);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    warn({
      code: 'ZZ6015',
      severity: 'warning',
      message: `${name}.png is left out: ${message}`,
      hint: `use ${name}.svg, which shows the same picture`,
    });
  }
}
