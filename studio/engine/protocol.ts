import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import type { TemporalLoop, TemporalMapping } from '../../src/model/mapping/temporal-mapping.ts';
import type { RunComparison } from '../../src/results/compare-runs.ts';
import type { ResultsDocument } from '../../src/results/document-schema.ts';
import type { FileKind, Inputs, Objective } from '../state/project.ts';
import type { LayerNest, NestEntry } from './nest-answers.ts';
import type { DesignResult } from './result/design-result.ts';

/* What page and worker tell each other. Every message is plain data. */

/** To the worker. A search ends the one before. */
export type Request =
  | { readonly kind: 'search'; readonly id: number; readonly inputs: Inputs }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

/** From the worker. */
export type Reply =
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'found'; readonly id: number; readonly result: DesignResult }
  | { readonly kind: 'refused'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'aborted'; readonly id: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** Why there is no result. */
export interface Refusal {
  /** `input`: a file cannot be used. `mapping`: no layer fits. `fault`: the program itself failed. */
  readonly reason: 'input' | 'mapping' | 'fault';
  readonly diagnostics: readonly Diagnostic[];
  /** Of a fault. */
  readonly message?: string;
}

/** What can be asked besides a search. */
export type Question =
  /** What the readers of the command find in a text. */
  | { readonly name: 'check'; readonly file: FileKind; readonly text: string }
  /** The quantities of a layer of a search. */
  | ({ readonly name: 'figures' } & LayerOfSearch)
  | ({ readonly name: 'explain'; readonly figure: string } & LayerOfSearch)
  /** A layer of a search, to cost nests of it. */
  | ({ readonly name: 'nest' } & LayerOfSearch)
  /** The best nest with these innermost loops. `limit`: most loops that are permuted besides them. */
  | ({
      readonly name: 'bestFrom';
      readonly inner: readonly TemporalLoop[];
      readonly objective: Objective;
      readonly limit: number;
    } & LayerOfSearch)
  /** The entry of a mapping file for an order of loops. */
  | ({ readonly name: 'entry'; readonly loops: readonly TemporalLoop[] } & LayerOfSearch)
  /** The language models that are workloads by name. */
  | { readonly name: 'models' }
  /** What `zigzag run --json` prints of a search. */
  | { readonly name: 'document'; readonly search: number }
  /** What differs between a stored run and a search, as `zigzag diff` says it. */
  | { readonly name: 'compare'; readonly search: number; readonly before: ResultsDocument };

/** The answer has the name of its question. */
export type Answer =
  | { readonly name: 'check'; readonly findings: readonly Diagnostic[] }
  | { readonly name: 'figures'; readonly figures: readonly FigureSummary[] }
  | { readonly name: 'explain'; readonly explanation: Explanation }
  | { readonly name: 'nest'; readonly nest: LayerNest }
  | { readonly name: 'bestFrom'; readonly nest: TemporalMapping }
  | { readonly name: 'entry'; readonly entry: NestEntry }
  | { readonly name: 'models'; readonly models: readonly string[] }
  | { readonly name: 'document'; readonly document: ResultsDocument }
  | { readonly name: 'compare'; readonly comparison: RunComparison };

export interface LayerOfSearch {
  readonly search: number;
  /** Place of the layer in the result. */
  readonly layer: number;
}

/** A quantity with its value, without its explanation. */
export interface FigureSummary {
  readonly figure: string;
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  /** Names of the quantities it is made of. */
  readonly parts: readonly string[];
}

/** How a file of the project is called in messages, and read by the library. */
export function fileName(kind: FileKind, isModel: boolean): string {
  return isModel ? `${kind}.onnx` : `${kind}.yaml`;
}

/** The file that a message is about. */
export function kindOfFile(file: string | undefined): FileKind | undefined {
  const kind = file?.replace(/^examples\/(\w+)s\/.*$/, '$1').replace(/\.(yaml|onnx)$/, '');
  return kind === 'workload' || kind === 'accelerator' || kind === 'mapping' ? kind : undefined;
}
