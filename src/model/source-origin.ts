/** Where something was written, for messages. Absent parts are unknown (objects passed through the library have no file). */
export interface SourceOrigin {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Place inside the document, e.g. `[0].spatial_mapping`. */
  readonly path?: string;
}
