import { product } from '../../base/integers.ts';
import { createLayer, type Layer, type LayerOperand } from '../../model/workload/layer.ts';
import { span } from '../../model/workload/relevance.ts';
import type { Findings } from '../text/findings.ts';
import { originOf, type SourceDocument } from '../text/source-document.ts';
import * as errors from './given-mapping-errors.ts';
import type { GivenMappingRecord } from './given-mapping-schema.ts';

/** Precision of finished results, besides the operands. */
const FINAL = 'O_final';

/** The layer, with its links. Findings say what is wrong with it. */
export function readGivenLayer(document: SourceDocument, record: GivenMappingRecord, findings: Findings): Layer {
  const { layer } = record;
  const operandNames = document.keysOf(['layer', 'operands']);
  findings.add(layerRules(document, record, operandNames));
  const operands = operandNames.map(
    (name): LayerOperand => ({ name, indices: layer.operands[name] ?? [], precisionBits: layer.precision[name] ?? 0 }),
  );
  const [output, ...inputs] = operands;
  const sizes = new Map(layer.dims);
  const sizeOf = (dimension: string): number => sizes.get(dimension) ?? 1;
  return createLayer({
    id: 0,
    name: layer.name ?? 'layer',
    operatorType: layer.kind ?? 'Layer',
    equation: layer.equation ?? equationOf(output, inputs),
    dimensions: layer.dims.map(([name, size]) => ({ name, size })),
    relations: layer.relations.map(({ t, sa, A, sb, B, cap }) => ({
      target: t,
      a: { coefficient: sa, dimension: A },
      b: { coefficient: sb, dimension: B },
      limit: cap ?? span(sa, sizeOf(A), sb, sizeOf(B)),
    })),
    operands,
    finalOutputPrecisionBits: layer.precision[FINAL] ?? output?.precisionBits ?? 0,
    operandPrecision: new Map(Object.entries(layer.precision)),
    // An in-memory-computing array multiplies I2 as weights.
    constantOperands: operandNames.filter((name) => record.links[name] === 'I2'),
    operandSources: new Map(),
    mapping: {
      entryName: 'given',
      spatialMapping: [],
      spatialMappingHint: new Map(),
      temporalOrdering: [],
      memoryOperandLinks: new Map(Object.entries(record.links)),
    },
  });
}

function equationOf(output: LayerOperand | undefined, inputs: readonly LayerOperand[]): string {
  const show = ({ name, indices }: LayerOperand): string =>
    `${name}${indices.length === 0 ? '[]' : indices.map((index) => `[${index.toLowerCase()}]`).join('')}`;
  return `${output === undefined ? 'O' : show(output)} = ${inputs.map(show).join(' * ')}`;
}

function* layerRules(document: SourceDocument, { layer }: GivenMappingRecord, operands: readonly string[]) {
  const at = (...path: (string | number)[]) => originOf(document, ['layer', ...path]);
  const dimensions = layer.dims.map(([name]) => name);
  const targets = layer.relations.map(({ t }) => t);
  if (operands.length < 2 || operands.length > 3) yield errors.tooFewOperands(at('operands'), operands.length);
  for (const [index, name] of dimensions.entries()) {
    if (dimensions.indexOf(name) < index) yield errors.repeatedName(at('dims', index), 'loop dimension', name);
  }
  const operations = product(layer.dims.map(([, size]) => size));
  if (!Number.isSafeInteger(operations)) yield errors.tooManyOperations(at('dims'), operations);
  for (const [index, { t, A, B }] of layer.relations.entries()) {
    if (dimensions.includes(t)) yield errors.repeatedName(at('relations', index, 't'), 'loop dimension', t);
    if (targets.indexOf(t) < index) yield errors.repeatedName(at('relations', index, 't'), 'dependent index', t);
    for (const [key, name] of Object.entries({ A, B })) {
      if (dimensions.includes(name)) continue;
      yield errors.unknownDimension(at('relations', index, key), `the relation of ${t}`, name, dimensions);
    }
  }
  for (const operand of operands) {
    for (const [index, name] of (layer.operands[operand] ?? []).entries()) {
      if (dimensions.includes(name) || targets.includes(name)) continue;
      yield errors.unknownIndex(at('operands', operand, index), operand, name, [...dimensions, ...targets]);
    }
    if (layer.precision[operand] === undefined) yield errors.missingPrecision(at('precision'), operand);
  }
  const withPrecision = [...operands, FINAL];
  for (const name of document.keysOf(['layer', 'precision'])) {
    if (withPrecision.includes(name)) continue;
    yield errors.unknownOperand(at('precision', name), 'the precisions', name, withPrecision);
  }
}
