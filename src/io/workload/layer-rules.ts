import type { Diagnostic } from '../../base/diagnostic.ts';
import type { DimensionRelation, LayerOperand, LoopDimension } from '../../model/workload/layer.ts';
import type { Findings } from '../text/findings.ts';
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
}

/** Reads loop dimensions, relations and equation of a layer and checks that they fit together. */
export function readLayerShape(place: LayerPlace, findings: Findings): LayerShape {
  const { document, path, record, label } = place;
  const count = record.loop_dims.length;
  if (count > MOST_DIMENSIONS) {
    const at = originOf(document, [...path, 'loop_dims']);
    findings.add([errors.tooManyDimensions(at, label, count, MOST_DIMENSIONS)]);
    return { dimensions: [], relations: [], operands: [], equation: '' };
  }
  const dimensions = readDimensions(place);
  findings.add(dimensionRules(place));
  const loopNames = dimensions.map((dimension) => dimension.name);
  const { relations, targets } = readRelations(place, dimensions, findings);
  const equation = readEquation(place, findings);
  if (equation === undefined) return { dimensions, relations, operands: [], equation: '' };
  findings.add(indexRules(place, equation, new Set([...loopNames, ...targets]), findings));
  findings.add(precisionRules(place, equation));
  return { dimensions, relations, operands: toOperands(place, equation), equation: equation.normalised };
}

function readDimensions({ record }: LayerPlace): LoopDimension[] {
  return record.loop_dims.map((name, index) => ({ name: name.toUpperCase(), size: record.loop_sizes[index] ?? 1 }));
}

function* dimensionRules({ document, path, record, label }: LayerPlace): Iterable<Diagnostic> {
  const { loop_dims: names, loop_sizes: sizes } = record;
  if (names.length !== sizes.length) {
    const at = originOf(document, [...path, 'loop_sizes']);
    yield errors.loopLengthsDiffer(at, label, names.length, sizes.length);
  }
  const seen = new Set<string>();
  for (const [index, written] of names.entries()) {
    const name = written.toUpperCase();
    const at = originOf(document, [...path, 'loop_dims', index]);
    if (seen.has(name)) yield errors.repeatedLoopDimension(at, label, name);
    seen.add(name);
  }
}

function readEquation({ document, path, record, label }: LayerPlace, findings: Findings): Equation | undefined {
  try {
    return parseEquation(record.equation);
  } catch (problem) {
    if (!(problem instanceof ExpressionError)) throw problem;
    const at = originOf(document, [...path, 'equation'], problem.character);
    findings.add([errors.badEquation(at, label, record.equation, problem.message)]);
    return undefined;
  }
}

/** One finding per operand, index and fault, at the first place where it shows. */
function* indexRules(
  { document, path, label }: LayerPlace,
  equation: Equation,
  known: ReadonlySet<string>,
  findings: Findings,
): Iterable<Diagnostic> {
  const names = [...known];
  for (const { name, indices } of equation.operands) {
    const timesSeen = new Map<string, number>();
    for (const { text, character } of indices) {
      const index = text.toUpperCase();
      const times = (timesSeen.get(index) ?? 0) + 1;
      timesSeen.set(index, times);
      const at = () => originOf(document, [...path, 'equation'], character);
      if (times === 1 && !known.has(index)) {
        // Looking for similar names takes long, and only the first findings are kept.
        yield errors.unknownIndex(at(), label, name, text, findings.hasEnoughErrors ? [] : names);
      }
      if (times === 2) yield errors.repeatedIndex(at(), label, name, text);
    }
  }
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
