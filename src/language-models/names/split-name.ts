import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { repeatedKey, unreadableKey } from './name-errors.ts';

/** A name of a model, or the path of its configuration, and the keys after it. */
export interface SplitName {
  readonly model: string;
  /** What follows the model, without the mark before it; undefined if nothing does. */
  readonly parameters?: string;
  readonly separator: '&' | ',';
}

/**
 * `llama3-8b?phase=decode&batch=4` and, without characters of the shell, `llama3-8b:decode,batch=4`. A drive such as `C:\` is no mark.
 */
export function splitName(name: string): SplitName {
  const query = name.indexOf('?');
  if (query >= 0) return { model: name.slice(0, query), parameters: name.slice(query + 1), separator: '&' };
  const colon = name.lastIndexOf(':');
  if (colon <= 1 || /[/\\]/.test(name.slice(colon))) return { model: name, separator: ',' };
  return { model: name.slice(0, colon), parameters: name.slice(colon + 1), separator: ',' };
}

/** The words that stand for a phase without `phase=`. */
const PHASES: readonly string[] = ['prefill', 'decode'];

/**
 * The values of a name by key.
 * @throws InputError listing what is no key with a value, and keys given twice.
 */
export function keyValues(name: string): ReadonlyMap<string, string> {
  const { parameters = '', separator, model } = splitName(name);
  const findings: Diagnostic[] = [];
  const values = new Map<string, string>();
  const written = parameters.split(separator).filter((part, _, parts) => part !== '' || parts.length > 1);
  for (const part of written) {
    const equals = part.indexOf('=');
    const [key, value] = PHASES.includes(part) ? ['phase', part] : [part.slice(0, equals), part.slice(equals + 1)];
    if (equals < 1 && !PHASES.includes(part)) {
      findings.push(unreadableKey(name, part, `${model}${separator === '&' ? '?' : ':'}batch=1`));
    } else if (values.has(key)) findings.push(repeatedKey(name, key));
    else values.set(key, value);
  }
  if (findings.length > 0) throw new InputError(findings);
  return values;
}
