import type { Diagnostic } from '../../base/diagnostic.ts';
import { type Expression, ExpressionError, parseExpression } from '../../design-space/expression.ts';
import { type InputPath, parseInputPath } from '../../design-space/input-path.ts';
import { valueProblem } from '../../design-space/parameter-values.ts';
import { isSettingValue } from '../../design-space/setting.ts';
import { checkShape } from '../../io/schema/shape-check.ts';
import { Findings, finish, type WithWarnings } from '../../io/text/findings.ts';
import {
  type DocumentPath,
  keyOriginOf,
  originOf,
  type SourceDocument,
  valueAt,
} from '../../io/text/source-document.ts';
import { QUANTITIES } from '../../quantities/quantities.ts';
import type { Objective } from '../points/sweep-results.ts';
import { wrongUnits } from './limit-units.ts';
import {
  HARDWARE_QUANTITIES,
  MODEL_QUANTITIES,
  nearestQuantity,
  objectiveOf,
  sweptQuantity,
  USUAL_QUANTITIES,
} from './quantity-names.ts';
import { readParameter } from './read-parameter.ts';
import { readStrategy } from './read-strategy.ts';
import type { DerivedDefinition, Limit, ParameterDefinition, SweepDefinition } from './sweep-definition.ts';
import * as errors from './sweep-errors.ts';
import { sweepProfile } from './sweep-profile.ts';
import { type SweepFile, sweepSchema } from './sweep-schema.ts';

const DOTTED_MODEL_QUANTITIES = MODEL_QUANTITIES.filter((name) => name.includes('.')).map((name) =>
  name.replaceAll('.', '\\.'),
);

/** A quantity with a dot in its name. */
const DOTTED_QUANTITY = new RegExp(
  `(?<![\\w.])(?:(?:energy|latency|utilisation|area)(?:\\.[A-Za-z_]\\w*)+|(?:${DOTTED_MODEL_QUANTITIES.join('|')})(?![\\w.]))`,
  'g',
);

/** Reads a sweep file: its shape (all violations at once), then what its texts say. @throws InputError with all faults. */
export function readSweep(document: SourceDocument): WithWarnings<SweepDefinition> {
  const file = checkShape(document, sweepSchema, sweepProfile);
  return new SweepReader(document).read(file);
}

class SweepReader {
  private readonly document: SourceDocument;
  private readonly findings = new Findings();

  constructor(document: SourceDocument) {
    this.document = document;
  }

  read(file: SweepFile): WithWarnings<SweepDefinition> {
    const { document, findings } = this;
    const parameters = document.keysOf(['parameters']).flatMap((name) => {
      const record = file.parameters[name];
      return record === undefined ? [] : [readParameter(document, name, record, findings)].flat();
    });
    const objectives = this.objectives(file.objectives ?? []);
    const limits = (file.limits ?? []).flatMap((text, place) =>
      this.limit(text, this.placeOf('limits', place), parameters),
    );
    const extra = (file.quantities ?? []).flatMap((text, place) =>
      this.quantity(text, this.placeOf('quantities', place)),
    );
    const strategy = readStrategy(document, file.strategy, objectives, findings);
    const definition: SweepDefinition = {
      name: file.name,
      workloads: file.workloads.map(({ workload, weight = 1 }) => ({ input: workload, weight })),
      combine: file.combine ?? 'mean',
      accelerator: file.accelerator,
      mapping: file.mapping,
      run: file.run ?? {},
      parameters,
      derived: this.derived(file),
      conditions: (file.where ?? []).flatMap(
        (text, place) => this.expression(text, this.placeOf('where', place)) ?? [],
      ),
      objectives,
      hasObjectives: (file.objectives ?? []).length > 0,
      limits: limits.map(({ limit }) => limit),
      quantities: [
        ...new Set([
          ...USUAL_QUANTITIES,
          ...objectives.map(({ quantity }) => quantity),
          ...limits.flatMap(({ quantities }) => quantities),
          ...extra,
        ]),
      ],
      strategy,
    };
    findings.add(nameProblems(document, definition));
    findings.add(weightProblems(document, file));
    return finish(document, findings, () => definition);
  }

  /** A list that may also be written as one text. */
  private placeOf(field: string, place: number): DocumentPath {
    return Array.isArray(valueAt(this.document.data, [field])) ? [field, place] : [field];
  }

  private objectives(written: readonly string[]): readonly Objective[] {
    const texts = written.length === 0 ? ['energy', 'latency'] : written;
    return texts.flatMap((text, place) => {
      const objective = objectiveOf(text);
      if (objective === undefined)
        this.unknownQuantity(text.replace(/^(min|minimise|max|maximise)\s+/, ''), this.placeOf('objectives', place));
      return objective ?? [];
    });
  }

  /** A limit speaks of quantities and parameters. */
  private limit(
    text: string,
    path: DocumentPath,
    parameters: readonly ParameterDefinition[],
  ): { readonly limit: Limit; readonly quantities: readonly string[] }[] {
    // `energy.dram` is one name here, not the field of something.
    const dotted = text.replaceAll(DOTTED_QUANTITY, (name) => name.replaceAll('.', '$'));
    const condition = this.expression(dotted, path, text);
    if (condition === undefined) return [];
    const names = condition.names
      .map(({ name }) => name.replaceAll('$', '.'))
      .filter((name) => !parameters.some((parameter) => parameter.name === name));
    const quantities = names.flatMap((name) => this.quantity(name, path));
    if (quantities.length === names.length) this.refuseNoCondition(condition, text, path, parameters);
    const unitOf = (name: string) =>
      parameters.find((parameter) => parameter.name === name)?.unit ?? sweptQuantity(name)?.unit;
    for (const { problem, hint } of wrongUnits(text, unitOf))
      this.findings.add([errors.wrongUnit(originOf(this.document, path), text, problem, hint)]);
    return [{ limit: { text, condition }, quantities }];
  }

  /** Tries a limit with a number for every quantity, and the first value of every parameter. */
  private refuseNoCondition(
    condition: Expression,
    text: string,
    path: DocumentPath,
    parameters: readonly ParameterDefinition[],
  ): void {
    try {
      const value = condition.evaluate((name) => {
        const parameter = parameters.find((one) => one.name === name);
        return parameter === undefined ? 1 : parameter.values[0];
      });
      if (typeof value === 'boolean') return;
      this.findings.add([
        errors.unusableExpression(originOf(this.document, path), text, 'it is no condition, such as area <= 4 mm2'),
      ]);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.findings.add([errors.unusableExpression(originOf(this.document, path), text, error.message)]);
    }
  }

  private quantity(text: string, path: DocumentPath): string[] {
    const found = sweptQuantity(text.trim());
    if (found === undefined) this.unknownQuantity(text, path);
    return found === undefined ? [] : [found.name];
  }

  private unknownQuantity(text: string, path: DocumentPath): void {
    const known = [...QUANTITIES.map(({ name }) => name), ...HARDWARE_QUANTITIES];
    const nearest = nearestQuantity(text, known);
    const suggestion = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    const hint = `quantities are ${known.join(', ')}, energy.<memory> and area.<memory>, and of language models ${MODEL_QUANTITIES.join(', ')}; conditions on inputs belong in where`;
    this.findings.add([errors.unknownQuantity(originOf(this.document, path), text, suggestion, hint)]);
  }

  private derived(file: SweepFile): DerivedDefinition[] {
    return this.document.keysOf(['set']).flatMap((key): DerivedDefinition[] => {
      const path = this.inputPath(key, ['set', key]);
      const written = file.set?.[key];
      const value = typeof written === 'string' ? this.expression(written, ['set', key]) : undefined;
      if (path === undefined || (typeof written === 'string' && value === undefined)) return [];
      if (value !== undefined) return [{ path, value }];
      const problem = valueProblem(written);
      if (problem === undefined && isSettingValue(written)) return [{ path, value: { constant: written } }];
      this.findings.add([
        errors.unreadableExpression(originOf(this.document, ['set', key]), String(written), problem?.problem ?? ''),
      ]);
      return [];
    });
  }

  private inputPath(text: string, place: DocumentPath): InputPath | undefined {
    const path = parseInputPath(text);
    if (path === undefined) this.findings.add([errors.noField(keyOriginOf(this.document, place), text)]);
    return path;
  }

  private expression(text: string, path: DocumentPath, written = text): Expression | undefined {
    try {
      return parseExpression(text);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const at = originOf(this.document, path, error.character);
      this.findings.add([errors.unreadableExpression(at, written, error.message)]);
      return undefined;
    }
  }
}

/** Columns of the tables of points. */
const COLUMNS: readonly string[] = ['design', 'status', 'within limits', 'within_limits', 'front', 'reason'];

/** Parameters that no table could tell from another column. */
function nameProblems(document: SourceDocument, { parameters, quantities }: SweepDefinition): Diagnostic[] {
  return parameters.flatMap(({ name }) => {
    const kind = quantities.includes(name) ? 'quantity' : COLUMNS.includes(name) ? 'column' : undefined;
    return kind === undefined ? [] : [errors.takenName(keyOriginOf(document, ['parameters', name]), name, kind)];
  });
}

/** Weights that change nothing. */
function weightProblems(document: SourceDocument, { workloads, combine }: SweepFile): Diagnostic[] {
  if (combine !== 'worst') return [];
  return workloads.flatMap(({ weight }, place) =>
    weight === undefined ? [] : [errors.weightOfWorst(originOf(document, ['workloads', place, 'weight']))],
  );
}
