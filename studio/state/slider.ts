/** The three inputs, in the order in which they are shown. */
export const FILE_KINDS = ['workload', 'accelerator', 'mapping'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Keys and list positions from the root of a file to a number. */
export type NumberPath = readonly (string | number)[];

/** Numbers of a file that one slider sets, all to the same value. */
export interface Slider {
  readonly file: FileKind;
  readonly paths: readonly NumberPath[];
  /** Ends of the slider, both included. */
  readonly least: number;
  readonly most: number;
}
