import { type Accelerator, createAccelerator } from '../model/accelerator.ts';
import { DIRECTION_OF_SHORT_FORM } from '../model/data-direction.ts';
import { MEMORY_OPERANDS, type MemorySource, type PortSource } from '../model/memory.ts';
import type { InMemoryComputing, OperationalArraySource } from '../model/operational-array.ts';
import type { SourceOrigin } from '../model/source-origin.ts';
import { acceleratorRules } from './accelerator-rules.ts';
import { type ResolvedCells, resolveCells } from './estimated-cells.ts';
import { finish, hasErrors } from './findings.ts';
import { hierarchyRules } from './hierarchy-rules.ts';
import { convertOlderAccelerator } from './older-accelerator.ts';
import {
  type AcceleratorFile,
  acceleratorSchema,
  type MemoryRecord,
  type OperationalArrayRecord,
  type PortRecord,
} from './schema/accelerator.ts';
import { checkShape } from './shape-check.ts';
import { acceleratorProfile } from './shape-profiles.ts';
import { keyOriginOf, type SourceDocument } from './source-document.ts';
import type { WithWarnings } from './workload-description.ts';

/**
 * Reads an accelerator file: converts older formats, checks the shape (all violations at once), then the rules between
 * fields, then the stacked hierarchy. Throws `InputError`.
 */
export function readAccelerator(source: SourceDocument): WithWarnings<Accelerator> {
  const document = convertOlderAccelerator(source);
  const file = checkShape(document, acceleratorSchema, acceleratorProfile);
  const findings = acceleratorRules(document, file);
  if (hasErrors(findings)) finish(document, findings, () => undefined);
  const accelerator = toAccelerator(document, file);
  return finish(document, [...findings, ...hierarchyRules(document, accelerator)], () => accelerator);
}

function toAccelerator(document: SourceDocument, file: AcceleratorFile): Accelerator {
  const array = file.operational_array;
  const cells = array.is_imc ? resolveCells(file) : undefined;
  return createAccelerator({
    name: file.name,
    operationalArray: toOperationalArray(array, cells),
    memories: document.keysOf(['memories']).flatMap((name) => {
      const memory = name === 'cells' && cells !== undefined ? cells.record : file.memories[name];
      return memory === undefined ? [] : [toMemory(name, memory, keyOriginOf(document, ['memories', name]))];
    }),
  });
}

function toOperationalArray(array: OperationalArrayRecord, cells: ResolvedCells | undefined): OperationalArraySource {
  const dimensions = array.dimensions.map((name, index) => ({ name, size: array.sizes[index] ?? 1 }));
  if (cells !== undefined) {
    return { dimensions, unitEnergyPj: 0, unitArea: 0, inMemoryComputing: toInMemoryComputing(array, cells) };
  }
  return { dimensions, unitEnergyPj: array.unit_energy ?? 0, unitArea: array.unit_area ?? 0 };
}

function toInMemoryComputing(array: OperationalArrayRecord, cells: ResolvedCells): InMemoryComputing {
  return {
    type: array.imc_type ?? 'digital',
    inputPrecision: array.input_precision ?? [1, 1],
    adcResolutionBits: array.adc_resolution ?? 0,
    bitSerialPrecisionBits: array.bit_serial_precision ?? 1,
    cells: { sizeBits: cells.record.size, areaMm2: cells.areaMm2 },
  };
}

function toMemory(name: string, memory: MemoryRecord, origin: SourceOrigin): MemorySource {
  return {
    name,
    sizeBits: memory.size,
    readEnergyPj: memory.r_cost ?? 0,
    writeEnergyPj: memory.w_cost ?? 0,
    area: memory.area ?? 0,
    latencyCycles: memory.latency,
    memoryType: memory.mem_type,
    autoCostExtraction: memory.auto_cost_extraction,
    forceDoubleBuffering: memory.force_double_buffering,
    operands: memory.operands,
    servedDimensions: [...new Set(memory.served_dimensions)],
    ports: memory.ports.map(toPort),
    origin,
  };
}

function toPort(port: PortRecord): PortSource {
  return {
    name: port.name,
    type: port.type,
    bandwidthMin: port.bandwidth_min,
    bandwidthMax: port.bandwidth_max,
    allocation: port.allocation.flatMap((entry) => {
      const [operand = '', shortForm = ''] = entry.split(', ');
      const memoryOperand = MEMORY_OPERANDS.find((candidate) => candidate === operand);
      const direction = DIRECTION_OF_SHORT_FORM[shortForm];
      return memoryOperand === undefined || direction === undefined ? [] : [{ memoryOperand, direction }];
    }),
  };
}
