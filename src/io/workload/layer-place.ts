import type { DocumentPath, SourceDocument } from '../text/source-document.ts';
import type { LayerRecord } from './workload-schema.ts';

/** A record of the workload file and where it stands. */
export interface LayerPlace {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  readonly record: LayerRecord;
  /** `layer "conv1"`, for messages. */
  readonly label: string;
}
