import * as z from 'zod/mini';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';

/**
 * The arguments of a call, checked.
 * @throws InputError naming every argument that is missing, unknown or of another kind.
 */
export function checkArguments<Arguments>(tool: string, schema: z.ZodMiniType<Arguments>, given: unknown): Arguments {
  const result = z.safeParse(schema, given ?? {});
  if (result.success) return result.data;
  const known = Object.keys(Object(z.toJSONSchema(schema, { io: 'input' }).properties));
  throw new InputError(result.error.issues.flatMap((issue) => findings(tool, issue, given, known)));
}

function findings(tool: string, issue: z.core.$ZodIssue, given: unknown, known: readonly string[]): Diagnostic[] {
  const hint = `${tool} takes: ${known.length === 0 ? 'nothing' : known.join(', ')}; the list of tools has their schemas`;
  const finding = (message: string): Diagnostic => ({ code: 'ZZ6110', severity: 'error', message, hint });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => finding(`${tool} has no argument "${key}"${didYouMean(key, known)}`));
  }
  const path = issue.path.map(String).join('.');
  const value = issue.path.reduce<unknown>((inner, key) => Object(inner)[key], given);
  if (value === undefined && path !== '') return [finding(`${tool} needs the argument "${path}"`)];
  const shown = JSON.stringify(value)?.slice(0, MOST_SHOWN) ?? 'nothing';
  return [
    finding(`${tool} cannot take ${shown} as ${path === '' ? 'its arguments' : `"${path}"`}: ${expectedBy(issue)}`),
  ];
}

const MOST_SHOWN = 80;

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `expected at least ${issue.minimum}`;
    case 'too_big':
      return `expected at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}
