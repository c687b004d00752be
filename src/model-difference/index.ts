export type { LayerDifference, RefusedLayer, StepChange } from './layer-difference.ts';
export { QUIRK_GROUPS, type QuirkGroup, WITHOUT_EFFECT } from './quirk-groups.ts';
export { type QuirkChange, type RunDifference, runDifference } from './run-difference.ts';
