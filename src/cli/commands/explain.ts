import { InputError } from '../../base/diagnostic.ts';
import { printable } from '../../base/plain-text.ts';
import { didYouMean } from '../../base/suggest.ts';
import {
  type ExplainOptions,
  type Explanation,
  explainedQuantities,
  explainLanguageModel,
  explainQuantity,
  findQuantity,
  quantitySummary,
} from '../../explain/index.ts';
import { costModelNotes, costModelText } from '../../model/cost-model.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { formatSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { costModelOf } from '../../quantities/hardware/hardware-quantities.ts';
import { hasPart, layersNamed } from '../../quantities/layer-names.ts';
import { findLayer, type StoredRun } from '../../results/index.ts';
import { recordedSearch } from '../../run/recorded-search.ts';
import { storedRun } from '../stored-run.ts';
import { outputWidth, wrap } from '../terminal/paragraph.ts';
import { explanationText, summaryTable } from '../text/explanation-text.ts';

/** Explained in full when no quantity is named. */
const HEADLINES = ['energy', 'latency', 'utilisation'];

/** `zigzag explain`: quantities of one layer of a run, or of the whole language model, from the folder it wrote. */
export async function explainCommand(
  folder: string,
  layer: string | undefined,
  quantity: string | undefined,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const run = await storedRun(folder);
  if (layer === undefined || (quantity === undefined && isOfModel(run, layer))) {
    const explanations = explanationsOfModel(run, layer);
    const incomplete = layer === undefined ? run.languageModel?.incomplete : null;
    const lacking = incomplete == null ? [] : [`No figures per token: ${incomplete}`];
    print(
      json
        ? documentText(explanations, run)
        : [...modelHeading(run), ...explanations.map(plainTextOf), ...lacking].join('\n\n'),
    );
    return 0;
  }
  if (quantity === undefined) refuseModelQuantity(run, layer);
  const evaluation = findLayer(run, layer);
  const options = { unrollings: recordedSearch(run.document.options) };
  if (quantity !== undefined) {
    const explanation = explainQuantity(evaluation, findQuantity(evaluation, quantity), options);
    print(json ? documentText(explanation, run) : `${heading(evaluation)}\n\n${textOf(evaluation, explanation)}`);
    return 0;
  }
  print(
    json
      ? documentText(
          explainedQuantities(evaluation).map((name) => explainQuantity(evaluation, name, options)),
          run,
        )
      : overview(evaluation, options),
  );
  return 0;
}

function isOfModel({ languageModel, evaluations }: StoredRun, name: string): boolean {
  if (evaluations.some(({ layer }) => layer.name === name)) return false;
  return languageModel?.quantities.some((quantity) => quantity.name === name) ?? false;
}

/** @throws InputError when a name is that of no layer, but the run of a language model: it may mean a quantity that the run lacks. */
function refuseModelQuantity(
  { languageModel, evaluations, otherOperators = [], document }: StoredRun,
  name: string,
): void {
  if (languageModel === undefined) return;
  const { incomplete, quantities } = languageModel;
  const layers = evaluations.map(({ layer }) => layer);
  const others = [...document.infeasible, ...otherOperators.map(({ operator }) => operator)];
  if (layersNamed(layers, name).length > 0 || others.some((other) => other.name === name || hasPart(other.name, name)))
    return;
  const names = [...layers, ...quantities].map((one) => one.name);
  const reason = incomplete === null ? '' : `; the run has no figures per token: ${incomplete}`;
  throw new InputError([
    {
      code: 'ZZ6050',
      severity: 'error',
      message: `there is neither a layer nor a quantity of the model "${name}"${didYouMean(name, names)}${reason}`,
      hint: `name one of\n       ${names.join('\n       ')}`,
    },
  ]);
}

/** @throws InputError when the workload is no language model. */
function explanationsOfModel(
  { languageModel, total, evaluations }: StoredRun,
  quantity: string | undefined,
): readonly Explanation[] {
  if (languageModel === undefined) {
    throw new InputError([
      {
        code: 'ZZ6051',
        severity: 'error',
        message: 'no layer is named, and the workload of the run is no language model',
        hint: `name a layer, such as ${evaluations[0]?.layer.name ?? 'conv1'}`,
      },
    ]);
  }
  const explanations = explainLanguageModel(languageModel, total, evaluations);
  return explanations.filter(({ figure }) => quantity === undefined || figure === quantity);
}

/** Which cost model the quantities of a language model follow, unless it is the reference. */
function modelHeading({ document: { inputs }, evaluations }: StoredRun): readonly string[] {
  return costModelNotes(evaluations).map((note) =>
    printable(`${inputs.workload.name} on ${inputs.accelerator.name}, ${note}`),
  );
}

function plainTextOf(explanation: Explanation): string {
  return explanationText(explanation, [], outputWidth());
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** @param explained one explanation or several. */
function documentText(explained: Explanation | readonly Explanation[], { evaluations }: StoredRun): string {
  const costModel = costModelOf(evaluations);
  const named = [explained].flat().map((explanation) => ({ ...explanation, costModel }));
  return JSON.stringify(Array.isArray(explained) ? named : named[0], undefined, 2);
}

function heading(evaluation: CostModelEvaluation): string {
  const { layer, accelerator, spatialMapping, times } = evaluation;
  const many = times === 1 ? '' : `, ${times} equal layers`;
  const text = `${layer.name} (id ${layer.id}, ${layer.operatorType}) on ${accelerator.name}, ${formatSpatialMapping(spatialMapping.source)}${many}${costModelText([evaluation])}`;
  return wrap(printable(text), outputWidth()).join('\n');
}

function textOf(evaluation: CostModelEvaluation, explanation: Explanation): string {
  const parts = explanation.parts.map((part) => quantitySummary(evaluation, part));
  return explanationText(explanation, parts, outputWidth());
}

function overview(evaluation: CostModelEvaluation, options: ExplainOptions): string {
  const summaries = explainedQuantities(evaluation).map((quantity) => quantitySummary(evaluation, quantity));
  const explained = HEADLINES.map((quantity) => textOf(evaluation, explainQuantity(evaluation, quantity, options)));
  return [heading(evaluation), summaryTable(summaries, outputWidth()), ...explained].join('\n\n');
}
