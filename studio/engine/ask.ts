import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import type { TemporalLoop, TemporalMapping } from '../../src/model/mapping/temporal-mapping.ts';
import type { RunComparison } from '../../src/results/compare-runs.ts';
import type { ResultsDocument } from '../../src/results/document-schema.ts';
import type { FileKind, Objective } from '../state/project.ts';
import type { LayerNest, NestEntry } from './nest-answers.ts';
import type { Answer, FigureSummary, LayerOfSearch } from './protocol.ts';
import type { SearchClient } from './search-client.ts';

/* The questions that the worker answers, each with the type of its answer. */

/** What the readers of the command find in a text. */
export async function findingsOf(client: SearchClient, file: FileKind, text: string): Promise<readonly Diagnostic[]> {
  const answer = await client.ask({ name: 'check', file, text });
  return answer.name === 'check' ? answer.findings : unexpected(answer);
}

/** The quantities of a layer. */
export async function figuresOf(client: SearchClient, layer: LayerOfSearch): Promise<readonly FigureSummary[]> {
  const answer = await client.ask({ name: 'figures', ...layer });
  return answer.name === 'figures' ? answer.figures : unexpected(answer);
}

export async function explanationOf(client: SearchClient, layer: LayerOfSearch, figure: string): Promise<Explanation> {
  const answer = await client.ask({ name: 'explain', ...layer, figure });
  return answer.name === 'explain' ? answer.explanation : unexpected(answer);
}

/** A layer, to cost nests of it. */
export async function nestOfLayer(client: SearchClient, layer: LayerOfSearch): Promise<LayerNest> {
  const answer = await client.ask({ name: 'nest', ...layer });
  return answer.name === 'nest' ? answer.nest : unexpected(answer);
}

/** The best nest with these innermost loops. */
export async function bestNestFrom(
  client: SearchClient,
  layer: LayerOfSearch,
  inner: readonly TemporalLoop[],
  objective: Objective,
  limit: number,
): Promise<TemporalMapping> {
  const answer = await client.ask({ name: 'bestFrom', ...layer, inner, objective, limit });
  return answer.name === 'bestFrom' ? answer.nest : unexpected(answer);
}

/** The entry of a mapping file that asks for an order of loops. */
export async function entryOfNest(
  client: SearchClient,
  layer: LayerOfSearch,
  loops: readonly TemporalLoop[],
): Promise<NestEntry> {
  const answer = await client.ask({ name: 'entry', ...layer, loops });
  return answer.name === 'entry' ? answer.entry : unexpected(answer);
}

/** Names of the language models. */
export async function languageModels(client: SearchClient): Promise<readonly string[]> {
  const answer = await client.ask({ name: 'models' });
  return answer.name === 'models' ? answer.models : unexpected(answer);
}

/** What `zigzag run --json` prints. */
export async function documentOf(client: SearchClient, search: number): Promise<ResultsDocument> {
  const answer = await client.ask({ name: 'document', search });
  return answer.name === 'document' ? answer.document : unexpected(answer);
}

/** What differs between a stored run and a search. */
export async function comparisonOf(
  client: SearchClient,
  search: number,
  before: ResultsDocument,
): Promise<RunComparison> {
  const answer = await client.ask({ name: 'compare', search, before });
  return answer.name === 'compare' ? answer.comparison : unexpected(answer);
}

function unexpected({ name }: Answer): never {
  throw new Error(`the worker answered "${name}", which was not asked`);
}
