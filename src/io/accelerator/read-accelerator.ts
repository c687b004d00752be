import { type Accelerator, createAccelerator } from '../../model/accelerator/accelerator.ts';
import { DIRECTION_OF_SHORT_FORM } from '../../model/accelerator/data-direction.ts';
import { MEMORY_OPERANDS, type MemorySource, type PortSource } from '../../model/accelerator/memory.ts';
import type { InMemoryComputing, OperationalArraySource } from '../../model/accelerator/operational-array.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { checkShape } from '../schema/shape-check.ts';
import type { WithWarnings } from '../text/findings.ts';
import { Findings, finish } from '../text/findings.ts';
import { keyOriginOf, type SourceDocument } from '../text/source-document.ts';
import { acceleratorProfile } from './accelerator-profile.ts';
import { acceleratorRules, heldOperands, sizeRules } from './accelerator-rules.ts';
import {
  type AcceleratorFile,
  acceleratorSchema,
  type MemoryRecord,
  type OperationalArrayRecord,
  type PortRecord,
} from './accelerator-schema.ts';
import { hierarchyRules } from './hierarchy-rules.ts';
import { type ResolvedCells, resolveCells } from './in-memory-computing/estimated-cells.ts';
import { clockRules } from './in-memory-computing/imc-clock.ts';
import { estimateCosts, isGiven, type MemoryCosts } from './memory-costs.ts';
import { numberRanges, rangeRules } from './number-ranges.ts';
import { convertOlderAccelerator } from './older/older-accelerator.ts';

/** How an accelerator file is to be read. */
export interface AcceleratorOptions {
  /**
   * Estimate memory costs like ZigZag 3.8.5, odd behaviour included (docs/parity-quirks.md#memory-cost-estimation). Default false.
   */
  readonly memoryCostParity?: boolean;
}

/**
 * Reads an accelerator file: converts older formats, checks the shape (all violations at once), then the rules between
 * fields, then the stacked hierarchy. Throws `InputError`.
 */
export function readAccelerator(
  source: SourceDocument,
  { memoryCostParity = false }: AcceleratorOptions = {},
): WithWarnings<Accelerator> {
  const { document, accelerator } = readParts(source, memoryCostParity, true);
  return finish(
    document,
    [...clockRules(document, accelerator), ...hierarchyRules(document, accelerator)],
    () => accelerator,
  );
}

/** The same for a file of which only the array matters: it may lack memories, such as those for I1 and O of an in-memory-computing macro. */
export function readArray(source: SourceDocument): WithWarnings<Accelerator> {
  const { document, accelerator } = readParts(source, false, false);
  return finish(document, clockRules(document, accelerator), () => accelerator);
}

function readParts(
  source: SourceDocument,
  memoryCostParity: boolean,
  needsMemories: boolean,
): { readonly document: SourceDocument; readonly accelerator: Accelerator } {
  const { document, converted } = convertOlderAccelerator(source);
  const file = checkShape(document, acceleratorSchema, acceleratorProfile);
  finish(document, sizeRules(document, file), () => undefined);
  const estimated = estimateCosts(document, file, memoryCostParity);
  const findings = new Findings(acceleratorRules(document, file, converted));
  if (needsMemories) findings.add(heldOperands(document, file));
  findings.add(estimated.findings);
  findings.add(rangeRules(document, file));
  const { warnings } = finish(document, findings, () => undefined);
  return { document: { ...document, warnings }, accelerator: toAccelerator(document, file, estimated.costs) };
}

function toAccelerator(
  document: SourceDocument,
  file: AcceleratorFile,
  estimatedCosts: ReadonlyMap<string, MemoryCosts>,
): Accelerator {
  const { operational_array: array, vector_unit: unit, clock_frequency: clock } = file;
  const cells = array.is_imc ? resolveCells(file) : undefined;
  return createAccelerator({
    name: file.name,
    operationalArray: toOperationalArray(array, cells),
    ...(unit === undefined ? {} : { vectorUnit: { energyPj: unit.energy, lanes: unit.lanes } }),
    ...(isGiven(clock) ? { clockFrequencyMhz: clock } : {}),
    ranges: numberRanges(document, file),
    memories: document.keysOf(['memories']).flatMap((name) => {
      const memory = name === 'cells' && cells !== undefined ? cells.record : file.memories[name];
      if (memory === undefined) return [];
      const costs = estimatedCosts.get(name) ?? givenCosts(memory);
      return [toMemory(name, memory, costs, keyOriginOf(document, ['memories', name]))];
    }),
  });
}

function toOperationalArray(array: OperationalArrayRecord, cells: ResolvedCells | undefined): OperationalArraySource {
  const dimensions = array.dimensions.map((name, index) => ({ name, size: array.sizes[index] ?? 1 }));
  const staticPower = isGiven(array.unit_static_power) ? { unitStaticPowerMw: array.unit_static_power } : {};
  if (cells !== undefined) {
    return { dimensions, unitEnergyPj: 0, ...staticPower, inMemoryComputing: toInMemoryComputing(array, cells) };
  }
  return {
    dimensions,
    unitEnergyPj: array.unit_energy ?? 0,
    ...(isGiven(array.unit_area) ? { unitArea: array.unit_area } : {}),
    ...staticPower,
  };
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

function givenCosts({ r_cost, w_cost, area, static_power }: MemoryRecord): MemoryCosts {
  return {
    readEnergyPj: r_cost ?? 0,
    writeEnergyPj: w_cost ?? 0,
    ...(isGiven(area) ? { area } : {}),
    ...(isGiven(static_power) ? { staticPowerMw: static_power } : {}),
  };
}

function toMemory(name: string, memory: MemoryRecord, costs: MemoryCosts, origin: SourceOrigin): MemorySource {
  return {
    name,
    sizeBits: memory.size,
    ...costs,
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
