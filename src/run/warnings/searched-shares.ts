import type { Diagnostic } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import type { ProgressEvent } from '../../chain/control/progress.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { layerNames } from '../../quantities/layer-names.ts';
import { partlySearched, searchedText } from '../../quantities/searched-share.ts';
import { bestEngine } from '../optimality/far-from-optimum.ts';
import { OPTION_ROWS } from '../options/option-table.ts';
import { knownOption, type OptionWords } from '../options/option-words.ts';
import type { HardwarePerformanceOptions } from '../options/options.ts';

/** Notes which layers were searched in part, from the progress of a run. */
export class SearchedShares {
  /** By id of the layer: shares of its spatial mappings whose searches ended early, and the number of its spatial mappings. */
  private readonly layers = new Map<number, { readonly count: number; readonly shares: Map<number, number> }>();

  add({ layer, spatialMapping, searchedShare }: ProgressEvent): void {
    if (searchedShare === undefined || layer?.id === undefined) return;
    const { index, count } = spatialMapping ?? { index: 1, count: 1 };
    const known = this.layers.get(layer.id) ?? { count, shares: new Map<number, number>() };
    known.shares.set(index, searchedShare);
    this.layers.set(layer.id, known);
  }

  /** The evaluation, marked if not all of its layer's mappings were searched. Spatial mappings count alike. */
  marked(evaluation: CostModelEvaluation): CostModelEvaluation {
    const found = this.layers.get(evaluation.layer.id);
    if (found === undefined) return evaluation;
    const missing = [...found.shares.values()].reduce((sum, share) => sum + 1 - share, 0);
    return evaluation.partlySearched(Math.max(0, 1 - missing / found.count));
  }
}

/** A search that ends with less of it than this would not end in any bearable time. */
const TINY = 0.01;

/** What is said about a run whose searches ended early; undefined if all were whole. */
export function endedEarly(
  evaluations: readonly CostModelEvaluation[],
  {
    dumpFolder,
    temporalMappingSearchEngine: engine = OPTION_ROWS.temporalMappingSearchEngine.fallback,
  }: HardwarePerformanceOptions,
  words: OptionWords,
): Diagnostic | undefined {
  const layers = partlySearched(evaluations);
  if (layers.length === 0) return undefined;
  const names = layerNames(evaluations.map(({ layer }) => layer));
  const list = layers.map(({ evaluation, share }) => `${names.short(evaluation.layer)} ${searchedText(share)}`);
  const time = `allow more time (${words.nameOf(knownOption('timeLimit'))})`;
  const further =
    dumpFolder === undefined
      ? time
      : `continue with the same folder and ${words.nameOf(knownOption('resume'))}, or ${time}`;
  const fewer = `search with ${bestEngine(words)}, or lower ${words.nameOf(knownOption('lpfLimit'))}; more time helps little where less than 1 % was searched`;
  const isHopeless = engine === 'loma' && layers.some(({ share }) => share < TINY);
  return {
    code: 'ZZ4418',
    severity: 'warning',
    message: `the searches of ${layers.length} of ${countText(evaluations.length, 'layer')} ended early, with the best mappings so far; searched: ${list.join(', ')}`,
    hint: isHopeless ? fewer : further,
  };
}
