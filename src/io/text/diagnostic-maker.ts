import type { Diagnostic } from '../../base/diagnostic.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';

export { enumerate } from '../../base/enumerate.ts';

/** A finding that stops the run. */
export function error(code: string, origin: SourceOrigin, message: string, hint?: string): Diagnostic {
  return { code, severity: 'error', message, ...(hint === undefined ? {} : { hint }), ...origin };
}

/** A finding that does not stop the run. */
export function warning(code: string, origin: SourceOrigin, message: string, hint?: string): Diagnostic {
  return { ...error(code, origin, message, hint), severity: 'warning' };
}

/** How a value is shown in a message: texts quoted, containers only named. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  return String(value);
}
