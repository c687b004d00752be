import { platformFiles } from '#platform';
import type { FileAccess } from '../../platform/file-access.ts';

export { platformFiles };

/** The files a stage works on: those it was given, or the platform's. */
export function filesOf(given: FileAccess | undefined): FileAccess {
  return given ?? platformFiles;
}
