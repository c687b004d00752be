import type { DocumentPath, SourceDocument } from '../text/source-document.ts';
import { valueAt } from '../text/source-document.ts';

/** The part of a document at `base`, as a document. Places are those of the file; paths begin at the part. */
export function partOfDocument(document: SourceDocument, base: DocumentPath): SourceDocument {
  return {
    ...document,
    data: valueAt(document.data, base),
    warnings: [],
    positionOf: (path, character) => document.positionOf([...base, ...path], character),
    keyPositionOf: (path) => document.keyPositionOf([...base, ...path]),
    keysOf: (path) => document.keysOf([...base, ...path]),
  };
}
