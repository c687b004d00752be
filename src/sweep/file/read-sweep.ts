import { type Expression, ExpressionError, parseExpression } from '../../design-space/expression.ts';
import { type InputPath, parseInputPath } from '../../design-space/input-path.ts';
import { isSettingValue } from '../../design-space/setting.ts';
import { checkShape } from '../../io/schema/shape-check.ts';
import { Findings, finish, type WithWarnings } from '../../io/text/findings.ts';
import { type DocumentPath, keyOriginOf, originOf, type SourceDocument } from '../../io/text/source-document.ts';
import { QUANTITIES } from '../../quantities/quantities.ts';
import type { Objective } from '../points/sweep-results.ts';
import { nearestQuantity, objectiveOf, sweptQuantity, USUAL_QUANTITIES } from './quantity-names.ts';
import { readParameter } from './read-parameter.ts';
import { readStrategy } from './read-strategy.ts';
import type { DerivedDefinition, Limit, SweepDefinition } from './sweep-definition.ts';
import * as errors from './sweep-errors.ts';
import { sweepProfile } from './sweep-profile.ts';
import { type SweepFile, sweepSchema } from './sweep-schema.ts';

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
      this.limit(
        text,
        this.placeOf('limits', place),
        parameters.map(({ name }) => name),
      ),
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
    return finish(document, findings, () => definition);
  }

  /** A list that may also be written as one text. */
  private placeOf(field: string, place: number): DocumentPath {
    const path = [field, place];
    return this.document.positionOf(path) === undefined ? [field] : path;
  }

  private objectives(written: readonly string[]): readonly Objective[] {
    const texts = written.length === 0 ? ['energy', 'latency'] : written;
    return texts.flatMap((text, place) => {
      const objective = objectiveOf(text);
      if (objective === undefined)
        this.unknownQuantity(text.replace(/^(min|max)\w*\s+/, ''), this.placeOf('objectives', place));
      return objective ?? [];
    });
  }

  /** A limit speaks of quantities and parameters. */
  private limit(
    text: string,
    path: DocumentPath,
    parameters: readonly string[],
  ): { readonly limit: Limit; readonly quantities: readonly string[] }[] {
    // `energy.dram` is one name here, not the field of something.
    const dotted = text.replaceAll(
      /\b(energy|latency|utilisation|area)\.([A-Za-z_]\w*)/g,
      (_, head: string, tail: string) => `${head}$${tail}`,
    );
    const condition = this.expression(dotted, path);
    if (condition === undefined) return [];
    const names = condition.names
      .map(({ name }) => name.replaceAll('$', '.'))
      .filter((name) => !parameters.includes(name));
    const quantities = names.flatMap((name) => this.quantity(name, path));
    return [{ limit: { text, condition }, quantities }];
  }

  private quantity(text: string, path: DocumentPath): string[] {
    const found = sweptQuantity(text.trim());
    if (found === undefined) this.unknownQuantity(text, path);
    return found === undefined ? [] : [found.name];
  }

  private unknownQuantity(text: string, path: DocumentPath): void {
    const known = [...QUANTITIES.map(({ name }) => name), 'area'];
    const nearest = nearestQuantity(text, known);
    const suggestion = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    this.findings.add([errors.unknownQuantity(originOf(this.document, path), text, suggestion, known)]);
  }

  private derived(file: SweepFile): DerivedDefinition[] {
    return this.document.keysOf(['set']).flatMap((key): DerivedDefinition[] => {
      const path = this.inputPath(key, ['set', key]);
      const written = file.set?.[key];
      const value = typeof written === 'string' ? this.expression(written, ['set', key]) : undefined;
      if (path === undefined || (typeof written === 'string' && value === undefined)) return [];
      return [{ path, value: value ?? { constant: isSettingValue(written) ? written : null } }];
    });
  }

  private inputPath(text: string, place: DocumentPath): InputPath | undefined {
    const path = parseInputPath(text);
    if (path === undefined) this.findings.add([errors.noField(keyOriginOf(this.document, place), text)]);
    return path;
  }

  private expression(text: string, path: DocumentPath): Expression | undefined {
    try {
      return parseExpression(text);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const at = originOf(this.document, path, error.character);
      this.findings.add([errors.unreadableExpression(at, text, error.message)]);
      return undefined;
    }
  }
}
