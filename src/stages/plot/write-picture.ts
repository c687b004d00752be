import { renderPng } from '#platform';
import type { FileAccess } from '../../io/file-access.ts';
import { writeResult } from '../save/result-output.ts';

/** Writes a picture as SVG or, where the name ends in `.png`, as PNG. */
export function writePicture(files: FileAccess | undefined, path: string, svg: string): void {
  writeResult(files, path, path.toLowerCase().endsWith('.png') ? renderPng(svg) : svg);
}
