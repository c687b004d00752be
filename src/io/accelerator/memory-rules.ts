import type { Diagnostic } from '../../base/diagnostic.ts';
import { originOf, type SourceDocument } from '../text/source-document.ts';
import * as errors from './accelerator-errors.ts';
import type { AcceleratorFile, MemoryRecord, PortRecord } from './accelerator-schema.ts';
import { isAreaEstimated } from './memory-costs.ts';
import { neededDirections } from './needed-directions.ts';

/** Rules for one memory of the file. */
export function memoryRules(
  document: SourceDocument,
  name: string,
  file: AcceleratorFile,
  /** The ports were converted from an older format, which the converter has checked in the words of the file. */
  isConverted: boolean,
): Diagnostic[] {
  const memory = file.memories[name];
  if (memory === undefined) return [];
  return [
    ...costRules(document, name, memory, file),
    ...operandRules(document, name, memory),
    ...memory.ports.flatMap((port, index) => portRules(document, name, memory, port, index, isConverted)),
    ...(isConverted ? [] : directionRules(document, name, file, memory)),
    ...servedDimensionRules(document, name, file, memory),
  ];
}

/** The area may be unknown; the model of in-memory-computing arrays needs it. */
function costRules(document: SourceDocument, name: string, memory: MemoryRecord, file: AcceleratorFile): Diagnostic[] {
  const at = (...path: string[]) => originOf(document, ['memories', name, ...path]);
  const { r_cost, w_cost, area } = memory;
  const costs = Object.entries({ r_cost, w_cost, area });
  const given = new Map(costs.flatMap(([field, cost]) => (typeof cost === 'number' ? [[field, cost]] : [])));
  const needed = costs.map(([field]) => field).filter((field) => field !== 'area' || file.operational_array.is_imc);
  const missing = needed.filter((field) => !given.has(field));
  if (!memory.auto_cost_extraction) {
    return missing.length === 0 ? [] : [errors.missingCosts(at(), name, missing)];
  }
  const replaced = new Map([...given].filter(([field]) => field !== 'area' || isAreaEstimated(memory, file)));
  return [
    ...(memory.ports.some((port) => port.type !== 'write') ? [] : [errors.noReadablePort(at('ports'), name)]),
    ...(replaced.size === 0 ? [] : [errors.replacedCosts(at('auto_cost_extraction'), name, replaced, missing)]),
  ];
}

function operandRules(document: SourceDocument, name: string, memory: MemoryRecord): Diagnostic[] {
  return memory.operands.flatMap((operand, index) =>
    memory.operands.indexOf(operand) === index
      ? []
      : [errors.repeatedOperand(originOf(document, ['memories', name, 'operands', index]), name, operand)],
  );
}

function portRules(
  document: SourceDocument,
  name: string,
  memory: MemoryRecord,
  port: PortRecord,
  index: number,
  isConverted: boolean,
): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const path = ['memories', name, 'ports', index];
  if (port.bandwidth_min > port.bandwidth_max && !isConverted) {
    const at = originOf(document, [...path, 'bandwidth_min']);
    findings.push(errors.bandwidthsSwapped(at, name, port.name, port.bandwidth_min, port.bandwidth_max));
  }
  if (memory.ports.findIndex((other) => other.name === port.name) < index) {
    findings.push(errors.repeatedPort(originOf(document, [...path, 'name']), name, port.name));
  }
  port.allocation.forEach((entry, position) => {
    const [operand = '', direction = ''] = entry.split(', ');
    const at = (character: number) => originOf(document, [...path, 'allocation', position], character);
    const atDirection = at(operand.length + 2);
    if (!memory.operands.some((held) => held === operand)) {
      findings.push(errors.operandNotHeld(at(0), name, port.name, operand, memory.operands));
    }
    if (port.type === 'read' && direction.startsWith('f')) {
      findings.push(errors.wrongDirection(atDirection, name, port.name, 'read', direction));
    }
    if (port.type === 'write' && direction.startsWith('t')) {
      findings.push(errors.wrongDirection(atDirection, name, port.name, 'write', direction));
    }
    if (operand !== 'O' && (direction === 'fl' || direction === 'th')) {
      findings.push(errors.pointlessDirection(atDirection, name, port.name, operand, direction));
    }
  });
  return findings;
}

/** Data that normally move but have no port. */
function directionRules(
  document: SourceDocument,
  name: string,
  file: AcceleratorFile,
  memory: MemoryRecord,
): Diagnostic[] {
  const names = document.keysOf(['memories']);
  const higher = names.slice(names.indexOf(name) + 1).map((other) => file.memories[other]);
  const allocated = new Set(memory.ports.flatMap((port) => port.allocation));
  return memory.operands.flatMap((operand) => {
    const hasHigher = higher.some((other) => other?.operands.includes(operand) === true);
    const missing = neededDirections(operand, hasHigher).filter(
      (direction) => !allocated.has(`${operand}, ${direction}`),
    );
    const at = originOf(document, ['memories', name, 'ports']);
    return missing.length === 0 ? [] : [errors.missingDirections(at, name, operand, missing)];
  });
}

function servedDimensionRules(
  document: SourceDocument,
  name: string,
  file: AcceleratorFile,
  memory: MemoryRecord,
): Diagnostic[] {
  const known = file.operational_array.dimensions;
  return memory.served_dimensions.flatMap((dimension, index) => {
    const at = originOf(document, ['memories', name, 'served_dimensions', index]);
    return known.includes(dimension) ? [] : [errors.unknownServedDimension(at, name, dimension, known)];
  });
}
