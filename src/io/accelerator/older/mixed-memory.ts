import type { Diagnostic } from '../../../base/diagnostic.ts';
import { isRecord, keyOriginOf, originOf, type SourceDocument } from '../../text/source-document.ts';
import * as errors from './older-accelerator-errors.ts';
import { hasPortMaps } from './older-memory.ts';
import { OLDER_MEMORY_KEYS } from './older-memory-schema.ts';

/** Keys of a port in the current format. */
const PORT_KEYS = ['name', 'type', 'bandwidth_min', 'bandwidth_max', 'allocation'];
/** Without these, the ports of the older format have no width. */
const WIDTHS = ['r_bw', 'w_bw'];

/** The one finding for a memory that is written half in the current and half in the older format: what has to go, or what is missing. */
export function mixtureFault(document: SourceDocument, name: string, memory: unknown): Diagnostic[] {
  if (!isRecord(memory)) return [];
  const path = ['memories', name];
  const ports: readonly unknown[] = Array.isArray(memory.ports) ? memory.ports : [];
  const hasCurrentPorts = ports.some((port) => isRecord(port) && PORT_KEYS.some((key) => Object.hasOwn(port, key)));
  const older = document.keysOf(path).filter((key) => OLDER_MEMORY_KEYS.includes(key));
  if (hasPortMaps(memory)) {
    if (hasCurrentPorts) return [errors.mixedPorts(originOf(document, [...path, 'ports']), name)];
    const missing = WIDTHS.filter((key) => !Object.hasOwn(memory, key));
    return missing.length === 0
      ? []
      : [errors.portMapsWithoutWidths(originOf(document, [...path, 'ports']), name, missing)];
  }
  const [first] = older;
  if (!hasCurrentPorts || first === undefined) return [];
  const lines = older.flatMap((key) => keyOriginOf(document, [...path, key]).line ?? []);
  return [errors.widthsBesidePorts(keyOriginOf(document, [...path, first]), name, older, lines)];
}
