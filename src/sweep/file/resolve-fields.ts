import { didYouMean } from '../../base/suggest.ts';
import { describeDesign, knownNames, meaningOf } from '../../design-space/describe-design.ts';
import type { DesignRules, InputData, SetParameter, Target } from '../../design-space/design-rules.ts';
import { DesignSpace } from '../../design-space/design-space.ts';
import { type Expression, ExpressionError } from '../../design-space/expression.ts';
import { type InputPath, resolvePath } from '../../design-space/input-path.ts';
import { Findings, finish } from '../../io/text/findings.ts';
import {
  type DocumentPath,
  formatPath,
  keyOriginOf,
  originOf,
  type SourceDocument,
  valueAt,
} from '../../io/text/source-document.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import type { SweepDefinition } from './sweep-definition.ts';
import * as errors from './sweep-errors.ts';

/**
 * Looks up the fields that a sweep sets in the inputs it changes.
 * @throws InputError naming the fields that don't exist or are set twice, unknown names, and expressions without a value in the first design.
 */
export function resolveFields(document: SourceDocument, definition: SweepDefinition, inputs: InputData): DesignRules {
  const findings = new Findings();
  const setBy = new Map<string, string>();
  const targetsOf = (path: InputPath, at: SourceOrigin, setter: string): Target[] => {
    const found = resolvePath(inputs[path.input], path);
    if (typeof found === 'string') {
      findings.add([errors.unknownField(at, found)]);
      return [];
    }
    return found.map((steps): Target => {
      const field = fieldName(path.input, steps);
      // A part of a field may be set after the whole, but not before it.
      const same = [...setBy].find(([other]) => other === field || isPart(other, field));
      if (same !== undefined) findings.add([errors.repeatedParameter(at, ...same, setter)]);
      setBy.set(field, setter);
      return { input: path.input, path: steps };
    });
  };
  const parameters = definition.parameters.map(
    ({ sets, ...parameter }): SetParameter => ({
      ...parameter,
      targets: sets.flatMap((path, place) =>
        targetsOf(path, placeOfField(document, parameter.name, place), `parameter "${parameter.name}"`).map(
          (target) => ({ ...target, entry: place }),
        ),
      ),
    }),
  );
  const keys = document.keysOf(['set']);
  const derived = definition.derived.map(({ path, value }, place) => {
    const key = keys[place] ?? '';
    return { targets: targetsOf(path, keyOriginOf(document, ['set', key]), `set "${key}"`), value };
  });
  const rules: DesignRules = { parameters, derived, conditions: definition.conditions };
  findings.add(nameProblems(document, rules, inputs));
  if (!findings.hasErrors) findings.add(valueProblems(document, rules, inputs));
  return finish({ ...document, warnings: [] }, findings, () => rules).value;
}

/** Where a parameter names a field: in `sets`, or as its own name. */
function placeOfField(document: SourceDocument, parameter: string, place: number): SourceOrigin {
  const sets = ['parameters', parameter, 'sets'];
  const written = valueAt(document.data, sets);
  if (written === undefined) return keyOriginOf(document, ['parameters', parameter]);
  return originOf(document, Array.isArray(written) ? [...sets, place] : sets);
}

/** Whether a field lies within another one. */
function isPart(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
}

/** `accelerator.operational_array.sizes[0]`. */
export function fieldName(input: string, path: DocumentPath): string {
  const rest = formatPath(path);
  return rest.startsWith('[') ? `${input}${rest}` : `${input}.${rest}`;
}

/** Every expression of the rules with the place it was written at. */
function expressionsOf(document: SourceDocument, { derived, conditions }: DesignRules) {
  const keys = document.keysOf(['set']);
  const isList = Array.isArray(valueAt(document.data, ['where']));
  return [
    ...derived.flatMap(({ value }, place): { expression: Expression; path: DocumentPath }[] =>
      'constant' in value ? [] : [{ expression: value, path: ['set', keys[place] ?? ''] }],
    ),
    ...conditions.map((expression, place) => ({ expression, path: isList ? ['where', place] : ['where'] })),
  ];
}

function nameProblems(document: SourceDocument, rules: DesignRules, inputs: InputData) {
  const settings = new DesignSpace(rules.parameters).settingsAt(0);
  const known = knownNames(rules, inputs);
  return expressionsOf(document, rules).flatMap(({ expression, path }) =>
    expression.names
      .filter(({ name }) => meaningOf(name, settings, inputs) === undefined)
      .map(({ name, character }) =>
        errors.unknownName(originOf(document, path, character), name, didYouMean(name, known), known),
      ),
  );
}

/** What goes wrong in the first design goes wrong in most. */
function valueProblems(document: SourceDocument, rules: DesignRules, inputs: InputData) {
  const settings = new DesignSpace(rules.parameters).settingsAt(0);
  let known: DesignRules = { ...rules, derived: [], conditions: [] };
  for (const { expression, path } of expressionsOf(document, rules)) {
    const derived = rules.derived.find(({ value }) => value === expression);
    known =
      derived === undefined
        ? { ...known, conditions: [expression] }
        : { ...known, derived: [...known.derived, derived] };
    try {
      describeDesign(inputs, known, settings);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return [errors.unusableExpression(originOf(document, path), expression.text, error.message)];
    }
  }
  return [];
}
