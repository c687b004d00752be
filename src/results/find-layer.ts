import { InputError, MappingError } from '../base/diagnostic.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficOperator } from '../model/workload/operator-traffic.ts';
import { reasonInWords } from '../quantities/infeasible-layers.ts';
import { hasPart, layersNamed, unclearLayer } from '../quantities/layer-names.ts';
import type { StoredRun } from './decode-results.ts';
import type { ResultsDocument } from './document-schema.ts';

/** What is needed of a run to find a layer in it. */
interface LayersOfRun extends Pick<StoredRun, 'evaluations' | 'otherOperators'> {
  readonly document: Pick<ResultsDocument, 'infeasible'>;
}

/**
 * The layer a user means: by name, by id, by its short name with or without the id, or by a part of its name that only one layer has.
 * @throws InputError listing the layers there are. MappingError saying why, for one that does not fit.
 */
export function findLayer(
  { evaluations, otherOperators = [], document: { infeasible } }: LayersOfRun,
  wanted: string,
): CostModelEvaluation {
  const layers = evaluations.map(({ layer }) => layer);
  const fitting = layersNamed(layers, wanted);
  const [layer, another] = fitting;
  const found = another === undefined ? evaluations.find((evaluation) => evaluation.layer === layer) : undefined;
  if (found !== undefined) return found;
  const failed = infeasible.find(({ name }) => name === wanted || hasPart(name, wanted));
  if (layer === undefined && failed !== undefined) throw new MappingError(failed.name, failed.diagnostic);
  const leftOut = {
    names: infeasible.map(({ name }) => name),
    lines: infeasible.map(({ name, diagnostic }) => `${name} (${reasonInWords(diagnostic)})`),
  };
  const unclear = unclearLayer(wanted, fitting, layers, leftOut);
  const operator = otherOperators.find(({ operator: { id, name } }) => name === wanted || String(id) === wanted);
  const finding =
    operator === undefined || layer !== undefined ? unclear : { ...unclear, message: noLayer(operator.operator) };
  throw new InputError([{ code: 'ZZ6044', severity: 'error', ...finding }]);
}

/** Tables list operators without multiply-accumulates below the layers. They have no mapping that could be shown or explained. */
function noLayer({ id, name, operatorType }: TrafficOperator): string {
  return `"${name}" (id ${id}, ${operatorType}) is no layer, but an operator that costs its memory traffic only: otherOperators[] of results.json and of zigzag show --json has its costs`;
}
