import { InputError, MappingError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { reasonInWords } from '../quantities/infeasible-layers.ts';
import { layerNames } from '../quantities/layer-names.ts';
import type { StoredRun } from './decode-results.ts';
import type { ResultsDocument } from './document-schema.ts';

/** What is needed of a run to find a layer in it. */
interface LayersOfRun extends Pick<StoredRun, 'evaluations'> {
  readonly document: Pick<ResultsDocument, 'infeasible'>;
}

/**
 * The layer a user means: by name, by id, by its short name with or without the id, or by a part of its name that only one layer has.
 * @throws InputError listing the layers there are. MappingError saying why, for one that does not fit.
 */
export function findLayer({ evaluations, document: { infeasible } }: LayersOfRun, wanted: string): CostModelEvaluation {
  const exact = evaluations.find(({ layer }) => layer.name === wanted);
  if (exact !== undefined) return exact;
  const byId = evaluations.filter(({ layer }) => String(layer.id) === wanted);
  const { short, numbered } = layerNames(evaluations.map(({ layer }) => layer));
  const byShortName = evaluations.filter(({ layer }) => short(layer) === wanted || numbered(layer) === wanted);
  const byEnd = evaluations.filter(({ layer }) => layer.name.endsWith(`/${wanted}`) || isPathPart(layer.name, wanted));
  const fitting = [byId, byShortName, byEnd].find((layers) => layers.length > 0) ?? [];
  const [found, another] = fitting;
  if (found !== undefined && another === undefined) return found;
  const failed = infeasible.find(
    ({ name }) => name === wanted || name.endsWith(`/${wanted}`) || isPathPart(name, wanted),
  );
  if (found === undefined && failed !== undefined) throw new MappingError(failed.name, failed.diagnostic);
  const names = [...evaluations.map(({ layer }) => layer), ...infeasible].map(({ name }) => name);
  const list = [
    ...evaluations.map(({ layer }) => `${layer.id}: ${layer.name}`),
    ...infeasible.map(({ name, diagnostic }) => `${name} (${reasonInWords(diagnostic)})`),
  ].join('\n       ');
  throw new InputError([
    {
      code: 'ZZ6044',
      severity: 'error',
      message:
        found === undefined
          ? `there is no layer "${wanted}"${didYouMean(wanted, names)}`
          : `"${wanted}" fits ${fitting.length} layers`,
      hint: `name one by its name or id:\n       ${list}`,
    },
  ]);
}

/** `conv1` names `/layer1/conv1/Conv`. */
function isPathPart(name: string, wanted: string): boolean {
  return name.includes(`/${wanted}/`);
}
