import type { Diagnostic } from '../../base/diagnostic.ts';
import { type DocumentPath, formatPath, type SourceDocument } from './source-document.ts';

/** A document whose data was converted from an older format, with positions in the file as it was written. */
export function relocatedDocument(
  original: SourceDocument,
  data: unknown,
  /** Where parts of the new data come from: formatted new path → old path. */
  relocations: ReadonlyMap<string, DocumentPath>,
  warnings: readonly Diagnostic[],
): SourceDocument {
  const relocate = (path: DocumentPath): DocumentPath => {
    for (let length = path.length; length > 0; length--) {
      const target = relocations.get(formatPath(path.slice(0, length)));
      if (target !== undefined) return [...target, ...path.slice(length)];
    }
    return path;
  };
  return {
    ...(original.file === undefined ? {} : { file: original.file }),
    data,
    warnings: [...original.warnings, ...warnings],
    positionOf: (path, character) => original.positionOf(relocate(path), character),
    keyPositionOf: (path) => original.keyPositionOf(relocate(path)),
    keysOf: (path) => original.keysOf(relocate(path)),
  };
}
