import type { Diagnostic } from '../../base/diagnostic.ts';
import type { DimensionRelation, LoopDimension } from '../../model/workload/layer.ts';
import { span } from '../../model/workload/relevance.ts';
import { Findings } from '../text/findings.ts';
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
  findings: Findings,
): { relations: DimensionRelation[]; targets: readonly string[] } {
  const own = new Findings();
  const parsed = parseAll(place, own);
  const targets = [...new Set(place.record.dimension_relations.flatMap(leftSide))];
  own.add(nameRules(place, parsed, dimensions, own));
  own.add(dependentRules(place, targets, own));
  const sizeOf = new Map(dimensions.map(({ name, size }) => [name, size]));
  const indexOf = new Map(place.record.pr_loop_dims?.map((name, index) => [upper(name), index] as const).toReversed());
  const relations = own.hasErrors
    ? []
    : parsed.map((relation) => withLimit(place, relation, sizeOf, indexOf.get(upper(relation.target.text)) ?? -1, own));
  findings.add(own);
  return { relations, targets };
}

/** The name a relation starts with, also if the rest cannot be read: its uses need no second message. */
function leftSide(text: string): string[] {
  const [name] = /\w+/.exec(text) ?? [];
  return name === undefined ? [] : [upper(name)];
}

function parseAll({ document, path, record, label }: LayerPlace, findings: Findings): ReadRelation[] {
  return record.dimension_relations.flatMap((text, index) => {
    try {
      return [{ ...parseDimensionRelation(text), index, text }];
    } catch (problem) {
      if (!(problem instanceof ExpressionError)) throw problem;
      const at = originOf(document, [...path, 'dimension_relations', index], problem.character);
      findings.add([errors.badRelation(at, label, text, problem.message)]);
      return [];
    }
  });
}

function* nameRules(
  { document, path, label }: LayerPlace,
  relations: readonly ReadRelation[],
  dimensions: readonly LoopDimension[],
  findings: Findings,
): Iterable<Diagnostic> {
  const names = dimensions.map((dimension) => dimension.name);
  const known = new Set(names);
  const [targets, used] = [new Set<string>(), new Set<string>()];
  for (const { index, text, target, a, b } of relations) {
    const at = (character: number) => originOf(document, [...path, 'dimension_relations', index], character);
    const name = upper(target.text);
    if (targets.has(name)) yield errors.repeatedRelation(at(target.character), label, name);
    if (known.has(name)) yield errors.relationForLoopDimension(at(target.character), label, name);
    targets.add(name);
    for (const { dimension } of [a, b]) {
      const side = upper(dimension.text);
      if (!known.has(side)) {
        yield errors.unknownRelationDimension(
          at(dimension.character),
          label,
          text,
          dimension.text,
          findings.hasEnoughErrors ? [] : names,
        );
      }
      if (used.has(side)) yield errors.dimensionInTwoRelations(at(dimension.character), label, side);
      used.add(side);
    }
  }
}

/** Rules for `pr_loop_dims`, `pr_loop_sizes` and `padding`. */
function* dependentRules(
  { document, path, record, label }: LayerPlace,
  targets: readonly string[],
  findings: Findings,
): Iterable<Diagnostic> {
  const at = (...steps: (string | number)[]) => originOf(document, [...path, ...steps]);
  const names = record.pr_loop_dims?.map(upper);
  for (const field of ['pr_loop_sizes', 'padding'] as const) {
    const values = record[field] ?? undefined;
    if (values === undefined) continue;
    if (names === undefined) yield errors.sizesWithoutDimensions(at(field), label, field);
    else if (values.length !== names.length) {
      yield errors.dependentLengthsDiffer(at(field), label, field, values.length, names.length);
    }
  }
  const [known, seen] = [new Set(targets), new Set<string>()];
  for (const [index, name] of (names ?? []).entries()) {
    const place = at('pr_loop_dims', index);
    if (seen.has(name)) yield errors.repeatedDependentDimension(place, label, name);
    if (!known.has(name))
      yield errors.unknownDependentDimension(place, label, name, findings.hasEnoughErrors ? [] : targets);
    seen.add(name);
  }
  if (names !== undefined && record.pr_loop_sizes !== undefined && record.pr_loop_sizes !== null) {
    for (const target of targets) {
      if (!seen.has(target)) yield errors.missingDependentSize(at('pr_loop_sizes'), label, target);
    }
  }
}

/** The relation with the size of the unpadded tensor: as supplied, else the span of the loops without the padding. */
function withLimit(
  { document, path, record, label }: LayerPlace,
  { target, a, b }: ReadRelation,
  sizeOf: ReadonlyMap<string, number>,
  /** Of the dependent dimension in `pr_loop_dims`; -1 if it isn't there. */
  index: number,
  findings: Findings,
): DimensionRelation {
  const name = upper(target.text);
  const [sizeA, sizeB] = [a, b].map((term) => sizeOf.get(upper(term.dimension.text)) ?? 1);
  const reach = span(a.coefficient, sizeA ?? 1, b.coefficient, sizeB ?? 1);
  const relation = { target: name, a: toTerm(a), b: toTerm(b) };

  const size = record.pr_loop_sizes?.[index];
  if (size !== undefined) {
    const at = originOf(document, [...path, 'pr_loop_sizes', index]);
    if (size > reach + a.coefficient - 1) findings.add([errors.sizeBeyondSpan(at, label, name, size, reach)]);
    return { ...relation, limit: size };
  }
  const [begin, end] = record.padding?.[index] ?? [0, 0];
  const limit = reach - begin - end;
  if (limit <= 0) {
    const at = originOf(document, [...path, 'padding', index]);
    findings.add([errors.noDataLeft(at, label, name, reach, begin + end)]);
  }
  return { ...relation, limit };
}

function toTerm({ coefficient, dimension }: RelationTerm): { coefficient: number; dimension: string } {
  return { coefficient, dimension: upper(dimension.text) };
}

function upper(name: string): string {
  return name.toUpperCase();
}
