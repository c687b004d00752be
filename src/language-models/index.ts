export * from './counts.ts';
export * from './language-model-workload.ts';
export * from './layer-records.ts';
export type * from './model.ts';
export { LISTED_MODELS } from './models/listed-models.ts';
export { REQUEST_KEYS, type RequestKey } from './names/keys.ts';
export { type SplitName, splitName } from './names/split-name.ts';
export { type ModelLayer, type ModelParts, operationsOf, type UncostedPart } from './parts.ts';
export type { WorkloadRequest } from './request.ts';
