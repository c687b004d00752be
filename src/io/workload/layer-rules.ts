import type { Diagnostic } from '../../base/diagnostic.ts';
import type { DimensionRelation, LayerOperand, LoopDimension } from '../../model/workload/layer.ts';
import { originOf } from '../text/source-document.ts';
import { type Equation, parseEquation } from './equation.ts';
import { ExpressionError } from './expression-scanner.ts';
import type { LayerPlace } from './layer-place.ts';
import { readRelations } from './layer-relations.ts';
import * as errors from './workload-errors.ts';
import type { LayerRecord } from './workload-schema.ts';

/** A layer with more is refused. Layers have some ten loop dimensions. */
const MOST_DIMENSIONS = 1000;

/** What the loops and tensors of a layer are, and what is wrong with them. */
export interface LayerShape {
  readonly dimensions: readonly LoopDimension[];
  readonly relations: readonly DimensionRelation[];
  readonly operands: readonly LayerOperand[];
  readonly equation: string;
  readonly findings: readonly Diagnostic[];
}

/** Reads loop dimensions, relations and equation of a layer and checks that they fit together. */
export function readLayerShape(place: LayerPlace): LayerShape {
  const { document, path, record, label } = place;
  const count = record.loop_dims.length;
  if (count > MOST_DIMENSIONS) {
    const at = originOf(document, [...path, 'loop_dims']);
    const findings = [errors.tooManyDimensions(at, label, count, MOST_DIMENSIONS)];
    return { dimensions: [], relations: [], operands: [], equation: '', findings };
  }
  const { dimensions, findings } = readDimensions(place);
  const loopNames = dimensions.map((dimension) => dimension.name);
  const { relations, targets, findings: relationFindings } = readRelations(place, dimensions);
  findings.push(...relationFindings);
  const equation = readEquation(place, findings);
  if (equation === undefined) return { dimensions, relations, operands: [], equation: '', findings };
  findings.push(
    ...indexRules(place, equation, [...new Set([...loopNames, ...targets])]),
    ...precisionRules(place, equation),
  );
  return { dimensions, relations, operands: toOperands(place, equation), equation: equation.normalised, findings };
}

function readDimensions({ document, path, record, label }: LayerPlace): {
  dimensions: LoopDimension[];
  findings: Diagnostic[];
} {
  const names = record.loop_dims.map((name) => name.toUpperCase());
  const findings: Diagnostic[] = [];
  if (names.length !== record.loop_sizes.length) {
    const at = originOf(document, [...path, 'loop_sizes']);
    findings.push(errors.loopLengthsDiffer(at, label, names.length, record.loop_sizes.length));
  }
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    findings.push(errors.repeatedLoopDimension(originOf(document, [...path, 'loop_dims', index]), label, name));
  });
  return { dimensions: names.map((name, index) => ({ name, size: record.loop_sizes[index] ?? 1 })), findings };
}

function readEquation({ document, path, record, label }: LayerPlace, findings: Diagnostic[]): Equation | undefined {
  try {
    return parseEquation(record.equation);
  } catch (problem) {
    if (!(problem instanceof ExpressionError)) throw problem;
    const at = originOf(document, [...path, 'equation'], problem.character);
    findings.push(errors.badEquation(at, label, record.equation, problem.message));
    return undefined;
  }
}

function indexRules({ document, path, label }: LayerPlace, equation: Equation, known: readonly string[]): Diagnostic[] {
  return equation.operands.flatMap(({ name, indices }) => {
    const upper = indices.map((index) => index.text.toUpperCase());
    return indices.flatMap(({ text, character }, position) => {
      const at = originOf(document, [...path, 'equation'], character);
      const index = text.toUpperCase();
      return [
        ...(known.includes(index) ? [] : [errors.unknownIndex(at, label, name, text, known)]),
        ...(upper.indexOf(index) === position ? [] : [errors.repeatedIndex(at, label, name, text)]),
      ];
    });
  });
}

function precisionRules({ document, path, record, label }: LayerPlace, equation: Equation): Diagnostic[] {
  const at = originOf(document, [...path, 'operand_precision']);
  return equation.operands
    .filter(({ name }) => precisionOf(record, name) === undefined)
    .map(({ name }) => errors.missingPrecision(at, label, name));
}

function precisionOf({ operand_precision: precision }: LayerRecord, operand: string): number | undefined {
  if (operand === 'O') return precision.O;
  return operand === 'W' ? precision.W : precision.I;
}

function toOperands({ record }: LayerPlace, equation: Equation): LayerOperand[] {
  return equation.operands.map(({ name, indices }) => ({
    name,
    indices: indices.map((index) => index.text.toUpperCase()),
    precisionBits: precisionOf(record, name) ?? 0,
  }));
}
