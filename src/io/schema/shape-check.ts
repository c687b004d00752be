import * as z from 'zod/mini';
import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { nearestWord } from '../../base/suggest.ts';
import { Findings, finish } from '../text/findings.ts';
import {
  type DocumentPath,
  formatPath,
  keyOriginOf,
  originOf,
  type SourceDocument,
  valueAt,
} from '../text/source-document.ts';
import { ambiguousNumberHint } from '../text/yaml-scalar.ts';
import { foreignFormat } from './foreign-format.ts';
import { type DataKind, otherInput } from './kind-of-data.ts';
import { descriptionAt, knownKeys } from './lookup.ts';
import * as errors from './shape-errors.ts';

/** What the messages about one format need to know. */
export interface ShapeProfile {
  readonly format: errors.FormatDigit;
  /** Completes "the … is a list". */
  readonly name: DataKind;
  /** Completes "expected …" for the whole document. */
  readonly expected: string;
  /** The part a path lies in, as users speak of it: `memory "l1"`, and how many steps of the path lead there. */
  readonly ownerOf: (path: DocumentPath, data: unknown) => { readonly name: string; readonly length: number };
  /** A sound value of every field that is no map, by the field's name. */
  readonly examples: Readonly<Record<string, string>>;
  /** Advice for a value or key that is wrong in a known way, e.g. taken from an older format. */
  readonly hintFor: (path: DocumentPath, value: unknown) => string | undefined;
}

/** Checks the shape of a document against its schema. Throws `InputError` with *all* violations. */
export function checkShape<Schema extends z.core.$ZodType>(
  document: SourceDocument,
  schema: Schema,
  profile: ShapeProfile,
): z.output<Schema> {
  const result = checkPart(document, [], schema, profile);
  if (result.isValid) return result.value;
  const foreign = profile.name === 'Timeloop map' ? undefined : foreignFormat(document, profile.expected);
  if (foreign !== undefined) throw new InputError([foreign]);
  const other = otherInput(document, profile.name);
  if (other !== undefined) throw new InputError([other]);
  finish(document, result.violations, () => undefined);
  throw new InputError(result.violations);
}

/** The same for the part at `base`, without throwing. */
export function checkPart<Schema extends z.core.$ZodType>(
  document: SourceDocument,
  base: DocumentPath,
  schema: Schema,
  profile: ShapeProfile,
):
  | { readonly isValid: true; readonly value: z.output<Schema> }
  | { readonly isValid: false; readonly violations: readonly Diagnostic[] } {
  const result = parsed(schema, valueAt(document.data, base));
  if (result === undefined) {
    return { isValid: false, violations: [errors.tooManyFaults(originOf(document, base), profile.name)] };
  }
  if (result.success) return { isValid: true, value: result.data };
  const describer = new ViolationDescriber(document, base, schema, profile);
  const violations = new Findings();
  const issues = describer.withoutRenamed(result.error.issues);
  for (const issue of issues) {
    if (violations.hasEnoughErrors) violations.omitErrors(issue.code === 'unrecognized_keys' ? issue.keys.length : 1);
    else violations.add(describer.describe(issue));
  }
  return { isValid: false, violations: [...violations] };
}

/** Undefined if there are so many faults that the schema library, which spreads lists of them into calls, overflows the stack. */
function parsed<Schema extends z.core.$ZodType>(schema: Schema, data: unknown) {
  try {
    return z.safeParse(schema, data);
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

/** So many unknown keys of a map are compared with those it lacks. */
const MOST_COMPARED = 100;

/** Turns zod's issues into diagnostics with positions. The schemas' messages complete "expected …" (schema/fields.ts). */
class ViolationDescriber {
  private readonly document: SourceDocument;
  private readonly base: DocumentPath;
  private readonly schema: z.core.$ZodType;
  private readonly profile: ShapeProfile;

  constructor(document: SourceDocument, base: DocumentPath, schema: z.core.$ZodType, profile: ShapeProfile) {
    this.document = document;
    this.base = base;
    this.schema = schema;
    this.profile = profile;
  }

  /** Without the fields that are missing because their keys are misspelt: renaming the keys mends both. */
  withoutRenamed(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
    const renamed = new Set<string>();
    for (const issue of issues) {
      if (issue.code !== 'unrecognized_keys') continue;
      const path = issue.path.map(stepOf);
      for (const key of issue.keys.slice(0, MOST_COMPARED)) {
        const meant = this.meantKey(path, key);
        if (meant !== undefined) renamed.add(formatPath([...path, meant]));
      }
    }
    return renamed.size === 0 ? issues : issues.filter(({ path }) => !renamed.has(formatPath(path.map(stepOf))));
  }

  /** The known key that someone mistyped; those that are missing come first. */
  private meantKey(steps: DocumentPath, key: string): string | undefined {
    const path = [...this.base, ...steps];
    if (this.profile.hintFor([...path, key], valueAt(this.document.data, [...path, key])) !== undefined)
      return undefined;
    const known = knownKeys(this.schema, steps);
    const missing = known.filter((one) => valueAt(this.document.data, [...path, one]) === undefined);
    return nearestWord(key, missing) ?? nearestWord(key, known);
  }

  describe(issue: z.core.$ZodIssue): Iterable<Diagnostic> {
    const { format, name, expected, hintFor } = this.profile;
    const steps = issue.path.map(stepOf);
    const path = [...this.base, ...steps];
    if (issue.code === 'unrecognized_keys') return this.unknownKeys(steps, path, issue.keys);

    const value = valueAt(this.document.data, path);
    const hint =
      hintFor(path, value) ??
      typeHint(issue, value) ??
      (value === undefined ? this.addition(steps) : undefined) ??
      this.example(path, path.length === 0 ? expected : issue.message);
    const at = originOf(this.document, path);
    if (path.length === 0) return [errors.wrongRoot(format, at, name, value, expected, hint)];
    if (value === undefined) return [this.missingField(path, issue.message, hint)];
    switch (issue.code) {
      case 'too_small':
      case 'too_big': {
        const build = Array.isArray(value) ? errors.wrongLength : errors.outOfRange;
        const range = isUncountable(issue) ? 'a whole number below 2^53' : issue.message;
        return [build(format, at, this.nameOf(path), value, range, hint)];
      }
      case 'invalid_format':
      case 'invalid_value':
      case 'invalid_union':
        return [errors.wrongForm(format, at, this.nameOf(path), value, issue.message, hint)];
      case 'invalid_key': {
        const [keyAt, owner] = [keyOriginOf(this.document, path), this.nameOf(path.slice(0, -1))];
        const form = issue.issues[0]?.message ?? issue.message;
        const advice = hintFor(path, value) ?? 'rename it';
        return [errors.wrongForm(format, keyAt, `a key of ${owner}`, String(path.at(-1)), form, advice)];
      }
      default:
        return [errors.wrongType(format, at, this.nameOf(path), value, issue.message, hint)];
    }
  }

  private *unknownKeys(steps: DocumentPath, path: DocumentPath, keys: readonly string[]): Iterable<Diagnostic> {
    for (const key of keys) yield this.unknownKey(steps, path, key);
  }

  private unknownKey(steps: DocumentPath, path: DocumentPath, key: string): Diagnostic {
    const keyPath = [...path, key];
    const hint = this.profile.hintFor(keyPath, valueAt(this.document.data, keyPath));
    const at = keyOriginOf(this.document, keyPath);
    const known = knownKeys(this.schema, steps);
    return errors.unknownKey(this.profile.format, at, key, this.nameOf(path), known, this.meantKey(steps, key), hint);
  }

  private missingField(path: DocumentPath, expected: string, hint: string | undefined): Diagnostic {
    const owner = path.slice(0, -1);
    const at = { ...originOf(this.document, owner), path: formatPath(path) };
    return errors.missingField(this.profile.format, at, String(path.at(-1)), this.nameOf(owner), expected, hint);
  }

  /** What to add, from the description in the schema. */
  private addition(steps: DocumentPath): string | undefined {
    const description = descriptionAt(this.schema, steps);
    if (description === undefined || description === '') return undefined;
    return `add "${steps.at(-1)}": ${description.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())}`;
  }

  /** What to write, with an example of the field. */
  private example(path: DocumentPath, expected: string): string {
    const { examples } = this.profile;
    const field = path.findLast((step) => typeof step === 'string' && Object.hasOwn(examples, step));
    return `write ${expected}${field === undefined ? '' : `, e.g. \`${field}: ${examples[field]}\``}`;
  }

  /** `"size" of memory "l1"`, `item 2 of "operands" of memory "l1"`. */
  private nameOf(path: DocumentPath): string {
    const owner = this.profile.ownerOf(path, this.document.data);
    let name = owner.name;
    for (const step of path.slice(owner.length)) {
      name = typeof step === 'number' ? `item ${step + 1} of ${name}` : `"${step}" of ${name}`;
    }
    return name;
  }
}

function stepOf(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step;
}

/** Whether an integer is too large for the exact counting that its field needs. */
function isUncountable(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER;
}

/** Advice on scalars that YAML reads as another type than was meant. */
function typeHint(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (isUncountable(issue)) return 'give a smaller number; 2^53 (9007199254740992) and more cannot be counted exactly';
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'string' && ['number', 'boolean'].includes(typeof value)) {
    return `put it in quotes if it is a text: "${String(value)}"`;
  }
  if (typeof value !== 'string') return undefined;
  return ['number', 'int'].includes(issue.expected) ? ambiguousNumberHint(value) : undefined;
}
