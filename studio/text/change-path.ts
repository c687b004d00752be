import { parse } from 'yaml';
import { isRecord } from '../../src/io/text/source-document.ts';
import type { NumberPath } from '../state/project.ts';
import { placesOf, samePath } from './numbers.ts';

/**
 * Where the number stands that an explanation proposes to change: `size of rf_128B, which then also holds …`,
 * `bandwidth_max of port w_port_1 of sram_2MB`. Undefined where the file has no such number.
 */
export function pathOfChange(text: string, what: string): NumberPath | undefined {
  const [, key, port, memory] = /^(\w+) of (?:port (\S+) of )?([^,]+)/.exec(what) ?? [];
  if (key === undefined || memory === undefined) return undefined;
  const path =
    port === undefined ? ['memories', memory, key] : ['memories', memory, 'ports', portIndex(text, memory, port), key];
  return placesOf(text).numbers.some((number) => samePath(number.path, path)) ? path : undefined;
}

function portIndex(text: string, memory: string, port: string): number {
  const data: unknown = parse(text, { logLevel: 'silent', uniqueKeys: false });
  const memories = isRecord(data) ? data.memories : undefined;
  const record = isRecord(memories) ? memories[memory] : undefined;
  const ports: readonly unknown[] = isRecord(record) && Array.isArray(record.ports) ? record.ports : [];
  return ports.findIndex((one) => isRecord(one) && one.name === port);
}
