import type { LayerRecord } from './schema/workload.ts';
import type { DocumentPath, SourceDocument } from './source-document.ts';

/** A record of the workload file and where it stands. */
export interface LayerPlace {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  readonly record: LayerRecord;
  /** `layer "conv1"`, for messages. */
  readonly label: string;
}
