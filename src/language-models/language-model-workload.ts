import { InputError } from '../base/diagnostic.ts';
import { countsOf, type ModelCounts } from './counts.ts';
import { blocksOf } from './families/blocks.ts';
import { partsOf } from './families/parts-of.ts';
import type { ListedModel, ModelDescription } from './model.ts';
import { LISTED_MODELS } from './models/listed-models.ts';
import { unknownModel } from './names/name-errors.ts';
import { readRequest } from './names/read-request.ts';
import { keyValues, splitName } from './names/split-name.ts';
import type { ModelParts } from './parts.ts';
import type { WorkloadRequest } from './request.ts';

/** The workload of a model: what was asked for, its parts and counts. */
export interface LanguageModelWorkload extends ModelParts {
  /** As it was written, without a mark that no keys follow. */
  readonly name: string;
  readonly model: ModelDescription;
  /** Blocks that the model has; the key `layers` may ask for others. */
  readonly modelBlocks: number;
  readonly request: WorkloadRequest;
  readonly counts: ModelCounts;
}

/** The model of a name with or without keys; undefined if none is listed. */
export function listedModel(name: string): ListedModel | undefined {
  const { model } = splitName(name);
  return LISTED_MODELS.find((listed) => listed.name === model);
}

/**
 * The workload of a listed model, such as `llama3-8b?phase=decode&batch=1&context=4096`.
 * @throws InputError when no such model is listed, or a key cannot be used.
 */
export function languageModelWorkload(name: string): LanguageModelWorkload {
  const listed = listedModel(name);
  if (listed === undefined) {
    const known = LISTED_MODELS.map((one) => one.name);
    throw new InputError([unknownModel(splitName(name).model, known)]);
  }
  return workloadOfModel(name, listed.name, listed.description);
}

/**
 * The workload of a model that is described.
 * @param name with the keys, as it was written.
 * @param title of the model in messages.
 * @throws InputError when a key cannot be used.
 */
export function workloadOfModel(name: string, title: string, description: ModelDescription): LanguageModelWorkload {
  const { model, request } = readRequest(name, title, description, keyValues(name));
  const parts = partsOf(model, request);
  return {
    ...parts,
    name: withoutIdleMark(name),
    model,
    modelBlocks: blocksOf(description),
    request,
    counts: countsOf(model, request, parts),
  };
}

/** `llama3-8b` of `llama3-8b:`. */
function withoutIdleMark(name: string): string {
  const { model, parameters } = splitName(name);
  return parameters === '' ? model : name;
}
