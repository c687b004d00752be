import type { StageClass } from '../stage.ts';

/** A stage and its place, as messages name it. */
export function place(stage: StageClass, index: number): string {
  return `${stage.stageName} (stage ${index + 1})`;
}

/** A value given by the user, short enough for a message. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return value.name;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
