import { isRecord } from '../../../src/io/text/source-document.ts';
import type { InputChange } from './sweep-protocol.ts';

type Path = InputChange['path'];

/** Fields of some data that have another value in other data, or are new there. */
export function changedFields(file: InputChange['file'], before: unknown, after: unknown): InputChange[] {
  const changes: InputChange[] = [];
  const compare = (then: unknown, now: unknown, path: Path): void => {
    if (then === now) return;
    if (typeof now === 'number' || typeof now === 'string' || typeof now === 'boolean') {
      changes.push({ file, path, value: now });
    } else if (Array.isArray(now)) {
      for (const [index, item] of now.entries()) {
        compare(Array.isArray(then) ? then[index] : undefined, item, [...path, index]);
      }
    } else if (isRecord(now)) {
      for (const [key, item] of Object.entries(now))
        compare(isRecord(then) ? then[key] : undefined, item, [...path, key]);
    }
  };
  compare(before, after, []);
  return changes;
}
