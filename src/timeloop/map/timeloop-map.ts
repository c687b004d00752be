import type { DocumentPath, SourceDocument } from '../../io/text/source-document.ts';

/** Iterations of one dimension at one level: `M=8`, or `M=8,3` where the last round has 3. */
export interface TimeloopFactor {
  readonly dimension: string;
  /** 0 stands for the whole dimension. */
  readonly size: number;
  /** Iterations of the last round; the same as `size` where rounds are equal. */
  readonly lastSize: number;
}

/** Loops of one level. */
export interface TimeloopNest {
  readonly type: 'temporal' | 'spatial';
  readonly target: string;
  readonly factors: readonly TimeloopFactor[];
  /** Innermost first. Dimensions may be missing. */
  readonly permutation: readonly string[];
  /** Spatial: dimensions of the permutation on the X axis, all if undefined. */
  readonly split: number | undefined;
  readonly path: DocumentPath;
}

/** What a level holds. Data spaces in neither list are kept. */
export interface TimeloopStorage {
  readonly target: string;
  readonly keep: readonly string[];
  readonly bypass: readonly string[];
  readonly path: DocumentPath;
}

/** A Timeloop map, checked by itself. */
export interface TimeloopMap {
  readonly nests: readonly TimeloopNest[];
  readonly storage: readonly TimeloopStorage[];
  /** Written for the Python front end (0.4), where a spatial directive names what is repeated; before, it named the level above. */
  readonly namesRepeatedLevel: boolean;
  /** Where switches of Timeloop's model stand, and which. */
  readonly switches: readonly { readonly name: string; readonly path: DocumentPath }[];
  readonly document: SourceDocument;
}
