import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import { isBetter, objectiveOf } from '../../search/criteria.ts';
import { temporalLoopSizes } from '../../search/orders/temporal-loops.ts';
import type { SearchAnswer, SearchQuestion } from './search-question.ts';

/** Where findings outlive their run. */
export interface SearchStore {
  /** @param key names a question: all that its answer depends on. */
  get(key: string): SearchAnswer | undefined;
  add(key: string, finding: SearchAnswer): void;
}

/** The searches of a run: networks repeat their layers, and no problem is searched twice. */
export class SearchAnswers {
  private readonly findings = new Map<string, SearchAnswer>();
  /** Searches that are under way, by question. */
  readonly running = new Map<string, Promise<unknown>>();
  /** The search on the main thread, if there is one. */
  here: Promise<unknown> | undefined;
  private readonly store: SearchStore | undefined;

  /** @param store what earlier runs found; findings of this one are added. */
  constructor(store?: SearchStore) {
    this.store = store;
  }

  /** The answer, if the findings so far have it. */
  known({ key, criterion, tolerance, toBeat, problem }: SearchQuestion): SearchAnswer | undefined {
    const finding = this.findings.get(key) ?? this.stored(key, problem);
    if (finding === undefined || finding.toBeat === undefined) return finding;
    if (tolerance > 0) {
      // What was found depends on the known objective, which excludes mappings beyond its tolerance.
      const known = objectiveOf(criterion, finding.toBeat.energy, finding.toBeat.latency);
      const isAnswered = toBeat !== undefined && objectiveOf(criterion, toBeat.energy, toBeat.latency) <= known;
      return isAnswered ? finding : undefined;
    }
    if (finding.mapping !== undefined) return finding;
    // Nothing was better than another cost: that answers the question if this one is no worse.
    const { energy, latency } = finding.toBeat;
    return toBeat === undefined || isBetter(criterion, energy, latency, toBeat.energy, toBeat.latency)
      ? undefined
      : finding;
  }

  /** What an earlier run found, if its loops are those of the layer: files can be changed. */
  private stored(key: string, problem: CompiledProblem): SearchAnswer | undefined {
    const finding = this.store?.get(key);
    if (finding?.mapping === undefined) return finding;
    const mappings = [finding.mapping, ...(finding.alternatives ?? [])];
    return mappings.every((mapping) => belongsTo(problem, mapping)) ? finding : undefined;
  }

  add({ key }: SearchQuestion, finding: SearchAnswer): void {
    if (this.findings.get(key) === finding) return;
    this.findings.set(key, finding);
    // Another run shall search the rest.
    if (finding.searchedShare === undefined) this.store?.add(key, finding);
  }
}

/** Whether the loops of the mapping are the temporal loops of the problem. */
function belongsTo({ layer, spatialMapping }: CompiledProblem, { loops }: TemporalMapping): boolean {
  const left = new Map(temporalLoopSizes(layer, spatialMapping).map(({ name, size }) => [name, size]));
  for (const { dimension, size } of loops) {
    if (size !== 1) left.set(dimension, (left.get(dimension) ?? 0) / size);
  }
  return [...left.values()].every((rest) => rest === 1);
}
