import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { PortType } from '../../../model/accelerator/memory.ts';
import { checkPart } from '../../schema/shape-check.ts';
import type { Findings } from '../../text/findings.ts';
import {
  type DocumentPath,
  formatPath,
  isRecord,
  originOf,
  type SourceDocument,
  valueAt,
} from '../../text/source-document.ts';
import * as accelerator from '../accelerator-errors.ts';
import { acceleratorProfile } from '../accelerator-profile.ts';
import { neededDirections } from '../needed-directions.ts';
import * as errors from './older-accelerator-errors.ts';
import { OLDER_MEMORY_KEYS, type OlderMemoryRecord, olderMemorySchema } from './older-memory-schema.ts';

/** Whether a memory describes its ports as up to ZigZag 3.8.1. */
export function isOlderMemory(memory: unknown): boolean {
  if (!isRecord(memory)) return false;
  return OLDER_MEMORY_KEYS.some((key) => Object.hasOwn(memory, key)) || hasPortMaps(memory);
}

/** Whether ports are maps from directions to the names of ports, one per operand. */
export function hasPortMaps({ ports }: Readonly<Record<string, unknown>>): boolean {
  return (
    Array.isArray(ports) && ports.some((port) => isRecord(port) && DIRECTIONS.some((key) => Object.hasOwn(port, key)))
  );
}

const DIRECTIONS = ['fh', 'tl', 'fl', 'th'];

interface ConvertedPort {
  readonly name: string;
  readonly type: PortType;
  readonly bandwidth_min: number;
  readonly bandwidth_max: number;
  readonly allocation: string[];
}

/**
 * Ports once were a count per kind and, per operand, a map from direction to port name. The read ports come first, then the
 * write ports, then those for both, which took the bandwidths of reading.
 */
export function convertOlderMemory(
  document: SourceDocument,
  name: string,
  memory: unknown,
  relocations: Map<string, DocumentPath>,
  findings: Findings,
): unknown {
  const path = ['memories', name];
  const check = checkPart(document, path, olderMemorySchema, acceleratorProfile);
  if (!check.isValid || !isRecord(memory)) {
    if (!check.isValid) findings.add(check.violations);
    return memory;
  }
  const ports = declaredPorts(check.value);
  findings.add(allocate(document, name, check.value, ports, relocations));
  findings.add(granularityRules(document, name, check.value));
  findings.add(directionRules(document, name, check.value));
  ports.forEach((port, index) => {
    const place = [...path, 'ports', index];
    relocations.set(formatPath(place), [...path, 'ports']);
    const letter = port.type === 'write' ? 'w' : 'r';
    relocations.set(formatPath([...place, 'bandwidth_max']), [...path, `${letter}_bw`]);
    relocations.set(formatPath([...place, 'bandwidth_min']), [...path, `min_${letter}_granularity`]);
  });
  const others = Object.entries(memory).filter(([key]) => !OLDER_MEMORY_KEYS.includes(key));
  return { ...Object.fromEntries(others), ports };
}

/** Versions up to 3.8.1 counted an access that is wider than the port as several words. So does the current model. */
function* granularityRules(document: SourceDocument, name: string, memory: OlderMemoryRecord): Iterable<Diagnostic> {
  for (const letter of ['r', 'w'] as const) {
    const [granularity, width] = [memory[`min_${letter}_granularity`] ?? 0, memory[`${letter}_bw`]];
    const at = originOf(document, ['memories', name, `min_${letter}_granularity`]);
    if (granularity > width) yield errors.wideGranularity(at, name, letter, granularity, width);
  }
}

/** Data that normally move, but have no port in the map of their operand. Up to 3.8.1, their transfers stalled nothing. */
function* directionRules(document: SourceDocument, name: string, memory: OlderMemoryRecord): Iterable<Diagnostic> {
  const names = document.keysOf(['memories']);
  for (const [index, operand] of memory.operands.entries()) {
    const map = memory.ports[index];
    if (map === undefined) continue;
    const hasHigher = names
      .slice(names.indexOf(name) + 1)
      .some((other) => asList(valueAt(document.data, ['memories', other, 'operands'])).includes(operand));
    const missing = neededDirections(operand, hasHigher).filter(
      (direction) => (map[direction] ?? undefined) === undefined,
    );
    const at = originOf(document, ['memories', name, 'ports', index]);
    if (missing.length > 0) yield errors.missingInPortMap(at, name, operand, missing);
  }
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function declaredPorts(memory: OlderMemoryRecord): ConvertedPort[] {
  const reading = { bandwidth_min: memory.min_r_granularity ?? memory.r_bw, bandwidth_max: memory.r_bw };
  const writing = { bandwidth_min: memory.min_w_granularity ?? memory.w_bw, bandwidth_max: memory.w_bw };
  const make = (count: number, prefix: string, type: PortType, bandwidths: typeof reading): ConvertedPort[] =>
    Array.from({ length: count }, (_, index) => ({
      name: `${prefix}_port_${index + 1}`,
      type,
      ...bandwidths,
      allocation: [],
    }));
  return [
    ...make(memory.r_port, 'r', 'read', reading),
    ...make(memory.w_port, 'w', 'write', writing),
    ...make(memory.rw_port, 'rw', 'read_write', reading),
  ];
}

function allocate(
  document: SourceDocument,
  name: string,
  memory: OlderMemoryRecord,
  ports: readonly ConvertedPort[],
  relocations: Map<string, DocumentPath>,
): Diagnostic[] {
  const path = ['memories', name, 'ports'];
  if (memory.ports.length !== memory.operands.length) {
    return [errors.portMapsPerOperand(originOf(document, path), name, memory.ports.length, memory.operands.length)];
  }
  const findings: Diagnostic[] = [];
  memory.operands.forEach((operand, index) => {
    for (const direction of document.keysOf([...path, index])) {
      const portName = Object.entries(memory.ports[index] ?? {}).find(([key]) => key === direction)?.[1];
      if (portName === undefined || portName === null) continue;
      const place = [...path, index, direction];
      const at = originOf(document, place);
      const portIndex = ports.findIndex((candidate) => candidate.name === portName);
      const port = ports[portIndex];
      if (port === undefined) {
        findings.push(
          errors.unknownOlderPort(
            at,
            name,
            portName,
            ports.map((candidate) => candidate.name),
          ),
        );
        continue;
      }
      if (port.type !== 'read_write' && direction.startsWith(port.type === 'read' ? 'f' : 't')) {
        findings.push(accelerator.wrongDirection(at, name, portName, port.type, direction));
      }
      relocations.set(formatPath([...path, portIndex, 'allocation', port.allocation.length]), place);
      port.allocation.push(`${operand}, ${direction}`);
    }
  });
  const unused = ports.filter((port) => port.allocation.length === 0 && findings.length === 0);
  return [...findings, ...unused.map((port) => errors.unusedOlderPort(originOf(document, path), name, port.name))];
}
