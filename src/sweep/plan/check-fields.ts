import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { DesignRules, InputData, Target } from '../../design-space/design-rules.ts';
import { readAccelerator } from '../../io/accelerator/read-accelerator.ts';
import { readMapping } from '../../io/mapping/read-mapping.ts';
import {
  formatPath,
  keyOriginOf,
  originOf,
  type SourceDocument,
  valueAt,
  withData,
} from '../../io/text/source-document.ts';
import { readWorkload } from '../../io/workload/read-workload.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { clockPeriodNsOf } from '../../model/hardware/index.ts';
import { modelQuantities } from '../../quantities/language-model/model-quantities.ts';
import { quantityNamed } from '../../quantities/quantities.ts';
import { HARDWARE_QUANTITIES, isModelQuantity, OF_CLOCK } from '../file/quantity-names.ts';
import type { SweepDefinition } from '../file/sweep-definition.ts';
import * as errors from '../file/sweep-errors.ts';
import type { ManifestWorkload } from './manifest.ts';
import type { SweepDocuments } from './sweep-documents.ts';

/** The inputs of the first design, as they are and as they were before. */
interface FirstDesign {
  readonly documents: SweepDocuments;
  readonly original: InputData;
  readonly data: InputData;
}

/**
 * What only shows once fields are in place: new fields that no input may have, quantities of memories that the accelerator doesn't have, and
 * those of time where it has no clock.
 * @throws InputError naming them.
 */
export function refuseUnknownNames(
  document: SourceDocument,
  definition: SweepDefinition,
  rules: DesignRules,
  first: FirstDesign,
  workloads: readonly ManifestWorkload[],
): void {
  const problems = [
    ...unknownFields(document, rules, first),
    ...unknownMemories(document, definition, first),
    ...unknownClock(document, definition, first),
    ...unknownOfModels(document, definition, rules, first, workloads),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

/** Optional fields may be absent from a file, so that a field that isn't there is not wrong yet. */
function unknownFields(document: SourceDocument, rules: DesignRules, first: FirstDesign): Diagnostic[] {
  const isNew = ({ input, path }: Target): boolean =>
    input !== 'run' && valueAt(first.original[input], path) === undefined;
  const keys = document.keysOf(['set']);
  const added = [
    ...rules.parameters.flatMap(({ name, targets }) =>
      targets.filter(isNew).map((target) => ({ target, at: keyOriginOf(document, ['parameters', name]) })),
    ),
    ...rules.derived.flatMap(({ targets }, place) =>
      targets.filter(isNew).map((target) => ({ target, at: keyOriginOf(document, ['set', keys[place] ?? '']) })),
    ),
  ];
  if (added.length === 0) return [];
  const unknown = unknownKeys(first);
  return added.flatMap(({ target, at }) => {
    const found = unknown.find(({ input, path }) => input === target.input && path === formatPath(target.path));
    return found === undefined ? [] : [errors.unknownField(at, found.message)];
  });
}

function unknownKeys({ documents, data }: FirstDesign) {
  const { accelerator, mapping, workload } = documents;
  return [
    ...problemsOf('accelerator', () => readAccelerator(withData(accelerator, data.accelerator))),
    ...problemsOf('mapping', () => readMapping(withData(mapping, data.mapping))),
    ...problemsOf('workload', () => workload && readWorkload(withData(workload, data.workload))),
  ].filter(({ code }) => code.endsWith('003'));
}

function problemsOf(input: Target['input'], read: () => unknown) {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ code, path, message }) => ({ input, code, path, message }));
  }
}

/** `energy.<memory>` and `area.<memory>` of no memory. */
function unknownMemories(document: SourceDocument, { quantities }: SweepDefinition, first: FirstDesign): Diagnostic[] {
  const names = quantities.filter(
    (name) => /^(energy|area)\./.test(name) && quantityNamed(name) === undefined && !HARDWARE_QUANTITIES.includes(name),
  );
  const memories =
    names.length === 0 ? undefined : acceleratorOf(first)?.memoryHierarchy.memories.map(({ name }) => name);
  if (memories === undefined) return [];
  return names.flatMap((name) => {
    const head = name.slice(0, name.indexOf('.'));
    const known = [...memories, ...(head === 'area' ? ['units'] : ['operations'])].map((one) => `${head}.${one}`);
    if (known.some((one) => name === one || name.startsWith(`${one}.`))) return [];
    const hint = `the accelerator has ${known.join(', ')}`;
    return [errors.unknownQuantity(placeOfText(document, name), name, didYouMean(name, known), hint)];
  });
}

/** Objectives and limits of time and power, where no clock is known. */
function unknownClock(
  document: SourceDocument,
  { objectives, limits, parameters }: SweepDefinition,
  first: FirstDesign,
): Diagnostic[] {
  const named = new Set([
    ...objectives.map(({ quantity }) => quantity),
    ...limits.flatMap(({ condition }) => condition.names.map(({ name }) => name.replaceAll('$', '.').toLowerCase())),
  ]);
  const names = OF_CLOCK.filter((name) => named.has(name) && !parameters.some((parameter) => parameter.name === name));
  const accelerator = names.length === 0 ? undefined : acceleratorOf(first);
  if (accelerator === undefined || clockPeriodNsOf(accelerator) !== undefined) return [];
  return names.map((name) => errors.noClock(placeOfText(document, name), name));
}

/** Quantities of language models that no workload can have. */
function unknownOfModels(
  document: SourceDocument,
  { quantities }: SweepDefinition,
  { parameters, derived }: DesignRules,
  first: FirstDesign,
  workloads: readonly ManifestWorkload[],
): Diagnostic[] {
  const names = quantities.filter(isModelQuantity);
  const accelerator = names.length === 0 ? undefined : acceleratorOf(first);
  if (accelerator === undefined) return [];
  const isChanged = [...parameters, ...derived].some(({ targets }) =>
    targets.some(({ input }) => input === 'workload'),
  );
  const known = workloads.flatMap(({ languageModel }) => {
    if (languageModel === undefined || isChanged) return [];
    const isWhole = languageModel.blocks === languageModel.modelBlocks;
    return modelQuantities(languageModel, accelerator, isWhole).map(({ name }) => name);
  });
  // What lacks the clock alone is said already.
  const isUntimed = known.length > 0 && clockPeriodNsOf(accelerator) === undefined;
  return names
    .filter((name) => !known.includes(name) && !(isUntimed && OF_CLOCK.includes(name)))
    .map((name) => errors.noModel(placeOfText(document, name), name, [...new Set(known)]));
}

/** Undefined where the first design can't be read: its point says why. */
function acceleratorOf({ documents, data }: FirstDesign): Accelerator | undefined {
  try {
    return readAccelerator(withData(documents.accelerator, data.accelerator)).value;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The first text among objectives, limits and quantities that names a quantity. */
function placeOfText(document: SourceDocument, name: string) {
  for (const field of ['objectives', 'limits', 'quantities']) {
    const written = valueAt(document.data, [field]);
    const texts: readonly unknown[] = Array.isArray(written) ? written : [written];
    const place = texts.findIndex((text) => typeof text === 'string' && text.includes(name));
    if (place >= 0) return originOf(document, Array.isArray(written) ? [field, place] : [field]);
  }
  return originOf(document, []);
}
