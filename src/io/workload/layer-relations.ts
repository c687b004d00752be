import type { Diagnostic } from '../../base/diagnostic.ts';
import type { DimensionRelation, LoopDimension } from '../../model/workload/layer.ts';
import { span } from '../../model/workload/relevance.ts';
import { originOf } from '../text/source-document.ts';
import { type ParsedRelation, parseDimensionRelation, type RelationTerm } from './dimension-relation.ts';
import { ExpressionError } from './expression-scanner.ts';
import type { LayerPlace } from './layer-place.ts';
import * as errors from './workload-errors.ts';

/** A relation that could be parsed, its place in the list, and names in upper case. */
interface ReadRelation extends ParsedRelation {
  readonly index: number;
  readonly text: string;
}

/** Reads the dimension relations of a layer and the limits that paddings or tensor sizes put on them. */
export function readRelations(
  place: LayerPlace,
  dimensions: readonly LoopDimension[],
): { relations: DimensionRelation[]; targets: readonly string[]; findings: Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const parsed = parseAll(place, findings);
  const targets = [...new Set(place.record.dimension_relations.flatMap(leftSide))];
  findings.push(...nameRules(place, parsed, dimensions));
  findings.push(...dependentRules(place, targets));
  const sizeOf = new Map(dimensions.map(({ name, size }) => [name, size]));
  const relations = findings.some((finding) => finding.severity === 'error')
    ? []
    : parsed.map((relation) => withLimit(place, relation, sizeOf, findings));
  return { relations, targets, findings };
}

/** The name a relation starts with, also if the rest cannot be read: its uses need no second message. */
function leftSide(text: string): string[] {
  const [name] = /\w+/.exec(text) ?? [];
  return name === undefined ? [] : [upper(name)];
}

function parseAll({ document, path, record, label }: LayerPlace, findings: Diagnostic[]): ReadRelation[] {
  return record.dimension_relations.flatMap((text, index) => {
    try {
      return [{ ...parseDimensionRelation(text), index, text }];
    } catch (problem) {
      if (!(problem instanceof ExpressionError)) throw problem;
      const at = originOf(document, [...path, 'dimension_relations', index], problem.character);
      findings.push(errors.badRelation(at, label, text, problem.message));
      return [];
    }
  });
}

function nameRules(
  { document, path, label }: LayerPlace,
  relations: readonly ReadRelation[],
  dimensions: readonly LoopDimension[],
): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const known = dimensions.map((dimension) => dimension.name);
  const [targets, used] = [new Set<string>(), new Set<string>()];
  for (const { index, text, target, a, b } of relations) {
    const at = (character: number) => originOf(document, [...path, 'dimension_relations', index], character);
    const name = upper(target.text);
    if (targets.has(name)) findings.push(errors.repeatedRelation(at(target.character), label, name));
    if (known.includes(name)) findings.push(errors.relationForLoopDimension(at(target.character), label, name));
    targets.add(name);
    for (const { dimension } of [a, b]) {
      const side = upper(dimension.text);
      if (!known.includes(side)) {
        findings.push(errors.unknownRelationDimension(at(dimension.character), label, text, dimension.text, known));
      }
      if (used.has(side)) findings.push(errors.dimensionInTwoRelations(at(dimension.character), label, side));
      used.add(side);
    }
  }
  return findings;
}

/** Rules for `pr_loop_dims`, `pr_loop_sizes` and `padding`. */
function dependentRules({ document, path, record, label }: LayerPlace, targets: readonly string[]): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const at = (...steps: (string | number)[]) => originOf(document, [...path, ...steps]);
  const names = record.pr_loop_dims?.map(upper);
  for (const field of ['pr_loop_sizes', 'padding'] as const) {
    const values = record[field] ?? undefined;
    if (values === undefined) continue;
    if (names === undefined) findings.push(errors.sizesWithoutDimensions(at(field), label, field));
    else if (values.length !== names.length) {
      findings.push(errors.dependentLengthsDiffer(at(field), label, field, values.length, names.length));
    }
  }
  names?.forEach((name, index) => {
    const place = at('pr_loop_dims', index);
    if (names.indexOf(name) < index) findings.push(errors.repeatedDependentDimension(place, label, name));
    if (!targets.includes(name)) findings.push(errors.unknownDependentDimension(place, label, name, targets));
  });
  if (names !== undefined && record.pr_loop_sizes !== undefined && record.pr_loop_sizes !== null) {
    const missing = targets.filter((target) => !names.includes(target));
    findings.push(...missing.map((target) => errors.missingDependentSize(at('pr_loop_sizes'), label, target)));
  }
  return findings;
}

/** The relation with the size of the unpadded tensor: as supplied, else the span of the loops without the padding. */
function withLimit(
  { document, path, record, label }: LayerPlace,
  { target, a, b }: ReadRelation,
  sizeOf: ReadonlyMap<string, number>,
  findings: Diagnostic[],
): DimensionRelation {
  const name = upper(target.text);
  const [sizeA, sizeB] = [a, b].map((term) => sizeOf.get(upper(term.dimension.text)) ?? 1);
  const reach = span(a.coefficient, sizeA ?? 1, b.coefficient, sizeB ?? 1);
  const index = record.pr_loop_dims?.findIndex((dimension) => upper(dimension) === name) ?? -1;
  const relation = { target: name, a: toTerm(a), b: toTerm(b) };

  const size = record.pr_loop_sizes?.[index];
  if (size !== undefined) {
    const at = originOf(document, [...path, 'pr_loop_sizes', index]);
    if (size > reach + a.coefficient - 1) findings.push(errors.sizeBeyondSpan(at, label, name, size, reach));
    return { ...relation, limit: size };
  }
  const [begin, end] = record.padding?.[index] ?? [0, 0];
  const limit = reach - begin - end;
  if (limit <= 0) {
    const at = originOf(document, [...path, 'padding', index]);
    findings.push(errors.noDataLeft(at, label, name, reach, begin + end));
  }
  return { ...relation, limit };
}

function toTerm({ coefficient, dimension }: RelationTerm): { coefficient: number; dimension: string } {
  return { coefficient, dimension: upper(dimension.text) };
}

function upper(name: string): string {
  return name.toUpperCase();
}
