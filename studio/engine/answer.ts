import { type Diagnostic, InputError } from '../../src/base/diagnostic.ts';
import { explainedQuantities, explainQuantity, quantitySummary } from '../../src/explain/explain-quantity.ts';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import type { SourceDocument } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { LISTED_MODELS } from '../../src/language-models/models/listed-models.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { layerQuantities } from '../../src/quantities/layer-quantities.ts';
import { compareRuns } from '../../src/results/compare-runs.ts';
import { decodeResults } from '../../src/results/decode-results.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import type { FileKind } from '../state/project.ts';
import type { FinishedSearch } from './finished-search.ts';
import { bestFrom, layerNest, nestEntry } from './nest-answers.ts';
import { type Answer, type FigureSummary, fileName, type LayerOfSearch, type Question } from './protocol.ts';

/** Answers a question about a search that was finished, or about a text. */
export async function answer(question: Question, searchOf: (id: number) => FinishedSearch): Promise<Answer> {
  switch (question.name) {
    case 'check':
      return { name: 'check', findings: check(question.file, question.text) };
    case 'figures':
      return { name: 'figures', figures: figures(evaluationOf(question, searchOf)) };
    case 'explain':
      return { name: 'explain', explanation: explainQuantity(evaluationOf(question, searchOf), question.figure) };
    case 'nest': {
      const { evaluations } = searchOf(question.search).performance;
      return { name: 'nest', nest: layerNest(evaluationOf(question, searchOf), evaluations) };
    }
    case 'bestFrom': {
      const { inner, limit, objective } = question;
      const nest = await bestFrom(evaluationOf(question, searchOf), inner, objective, limit);
      return { name: 'bestFrom', nest };
    }
    case 'entry': {
      const { evaluations } = searchOf(question.search).performance;
      return { name: 'entry', entry: nestEntry(evaluationOf(question, searchOf), question.loops, evaluations) };
    }
    case 'models':
      return { name: 'models', models: LISTED_MODELS.map((model) => model.name) };
    case 'document': {
      const { performance, options, created } = searchOf(question.search);
      return { name: 'document', document: await resultsDocument(performance, options, created) };
    }
    case 'compare': {
      const { performance, options, created } = searchOf(question.search);
      const after = await resultsDocument(performance, options, created);
      return { name: 'compare', comparison: compareRuns(decodeResults(question.before), decodeResults(after)) };
    }
  }
}

const READERS: Readonly<Record<FileKind, (document: SourceDocument) => { readonly warnings: readonly Diagnostic[] }>> =
  {
    workload: readWorkload,
    accelerator: readAccelerator,
    mapping: readMapping,
  };

/** Findings of the readers that the command has. */
export function check(kind: FileKind, text: string): readonly Diagnostic[] {
  try {
    return READERS[kind](parseYaml(text, fileName(kind, false))).warnings;
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics;
    throw error;
  }
}

function evaluationOf({ search, layer }: LayerOfSearch, searchOf: (id: number) => FinishedSearch): CostModelEvaluation {
  const evaluation = searchOf(search).performance.evaluations[layer];
  if (evaluation === undefined) throw new Error(`the search has no layer ${layer}`);
  return evaluation;
}

/** Every quantity that has an explanation, with its parts. */
function figures(evaluation: CostModelEvaluation): FigureSummary[] {
  const parts = new Map(layerQuantities(evaluation).map((quantity) => [quantity.name, quantity.parts]));
  return explainedQuantities(evaluation).map((name) => ({
    ...quantitySummary(evaluation, name),
    parts: parts.get(name) ?? [],
  }));
}
