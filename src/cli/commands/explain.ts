import { printable } from '../../base/plain-text.ts';
import { type Explanation, explainFigure, figureSummary, figuresOf, findFigure } from '../../explain/index.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { formatSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { platformFiles } from '../../platform/node.ts';
import { findLayer, readResults } from '../../results/index.ts';
import { outputWidth, wrap } from '../terminal/paragraph.ts';
import { explanationText, figureTable } from '../text/explanation-text.ts';

/** Explained in full when no figure is named. */
const HEADLINES = ['energy', 'latency', 'utilisation'];

/** `zigzag explain`: figures of one layer of a run, from the folder it wrote. */
export async function explainCommand(
  folder: string,
  layer: string,
  figure: string | undefined,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const evaluation = findLayer(await readResults(folder, platformFiles), layer);
  if (figure !== undefined) {
    const explanation = explainFigure(evaluation, findFigure(evaluation, figure));
    print(json ? documentText(explanation) : `${heading(evaluation)}\n\n${textOf(evaluation, explanation)}`);
    return 0;
  }
  print(
    json ? documentText(figuresOf(evaluation).map((name) => explainFigure(evaluation, name))) : overview(evaluation),
  );
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function documentText(document: Explanation | readonly Explanation[]): string {
  return JSON.stringify(document, undefined, 2);
}

function heading({ layer, accelerator, spatialMapping, times }: CostModelEvaluation): string {
  const many = times === 1 ? '' : `, ${times} equal layers`;
  const text = `${layer.name} (${layer.operatorType}) on ${accelerator.name}, ${formatSpatialMapping(spatialMapping.source)}${many}`;
  return wrap(printable(text), outputWidth()).join('\n');
}

function textOf(evaluation: CostModelEvaluation, explanation: Explanation): string {
  const parts = explanation.parts.map((part) => figureSummary(evaluation, part));
  return explanationText(explanation, parts, outputWidth());
}

function overview(evaluation: CostModelEvaluation): string {
  const figures = figuresOf(evaluation).map((figure) => figureSummary(evaluation, figure));
  const explained = HEADLINES.map((figure) => textOf(evaluation, explainFigure(evaluation, figure)));
  return [heading(evaluation), figureTable(figures, outputWidth()), ...explained].join('\n\n');
}
