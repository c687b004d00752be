import type { Diagnostic } from '../../base/diagnostic.ts';
import { layerList } from '../../base/enumerate.ts';
import { plainText } from '../../base/number-text.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import {
  type ImpossibleFigure,
  type ImpossibleFigureKind,
  impossibleFigures,
  QUIRK_OF,
} from '../../quantities/impossible-figures.ts';

interface LayerFigure extends ImpossibleFigure {
  readonly layer: string;
}

/** Figures of the reference that no hardware could have: one warning per kind, with the layer that is furthest off. */
export function figureWarnings(evaluations: readonly CostModelEvaluation[]): Diagnostic[] {
  const figures = evaluations.flatMap((evaluation) =>
    impossibleFigures(evaluation).map((figure): LayerFigure => ({ ...figure, layer: evaluation.layer.name })),
  );
  const ofKind = (kind: ImpossibleFigureKind): LayerFigure[] =>
    figures.filter((figure) => figure.kind === kind).toSorted((a, b) => b.size - a.size);
  return [
    ...warning('ZZ6091', ofKind('negativeLoading'), cyclesText),
    ...warning('ZZ6092', ofKind('aboveRoof'), cyclesText),
    ...warning('ZZ6093', ofKind('overfullMemory'), () => ''),
  ];
}

function cyclesText(figures: readonly LayerFigure[]): string {
  return ` (${plainText(figures.reduce((sum, { size }) => sum + Math.ceil(size), 0))} cycles in all layers)`;
}

function warning(
  code: string,
  figures: readonly LayerFigure[],
  together: (figures: readonly LayerFigure[]) => string,
): Diagnostic[] {
  const [worst] = figures;
  if (worst === undefined) return [];
  const names = [...new Set(figures.map(({ layer }) => layer))];
  const message =
    names.length === 1
      ? `no hardware could reach the figures of ${layerList(names)}: ${worst.text}`
      : `no hardware could reach the figures of ${layerList(names)}${together(figures)}; in "${worst.layer}", ${worst.text}`;
  const hint = `the figures are those of ZigZag 3.8.5; --cost-model corrected gives figures without ${QUIRK_OF[worst.kind]}`;
  return [{ code, severity: 'warning', message, hint }];
}
