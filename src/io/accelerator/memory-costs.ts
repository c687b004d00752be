import type { Diagnostic } from '../../base/diagnostic.ts';
import {
  estimateMemoryCost,
  type MemoryCostField,
  type MemoryCostProblem,
  type MemoryCostQuery,
  memoryCostProblems,
} from '../../memory-cost/index.ts';
import type { PortType } from '../../model/accelerator/memory.ts';
import { type DocumentPath, originOf, type SourceDocument } from '../text/source-document.ts';
import type { AcceleratorFile, MemoryRecord } from './accelerator-schema.ts';

/** Costs of one copy of a memory: pJ per access of the full port width, mm² and mW. */
export interface MemoryCosts {
  readonly readEnergyPj: number;
  readonly writeEnergyPj: number;
  readonly area?: number;
  readonly staticPowerMw?: number;
}

/** Costs of the memories that leave them to the estimator, by name, and what is doubtful or wrong with these memories. */
export interface EstimatedCosts {
  readonly costs: ReadonlyMap<string, MemoryCosts>;
  readonly findings: readonly Diagnostic[];
}

/** Estimates what a file asks for. `parity` repeats the reference's behaviour (docs/parity-quirks.md#memory-cost-estimation). */
export function estimateCosts(document: SourceDocument, file: AcceleratorFile, parity: boolean): EstimatedCosts {
  const costs = new Map<string, MemoryCosts>();
  const findings: Diagnostic[] = [];
  for (const [name, memory] of Object.entries(file.memories)) {
    // Cells of in-memory-computing arrays have a convention of their own (estimated-cells.ts).
    const isCells = file.operational_array.is_imc === true && name === 'cells';
    const query = memory.auto_cost_extraction && !isCells ? queryOf(name, memory, parity) : undefined;
    if (query === undefined) continue;
    const located = ({ field, diagnostic }: MemoryCostProblem): Diagnostic => ({
      ...diagnostic,
      ...originOf(document, ['memories', name, ...pathOf(field, memory)]),
    });
    const problems = memoryCostProblems(query);
    findings.push(...problems.map(located));
    if (problems.length > 0) continue;
    const estimate = estimateMemoryCost(query);
    findings.push(...estimate.warnings.map(located));
    const { readEnergyPj, writeEnergyPj, areaMm2, leakageMw } = estimate;
    const area = isAreaEstimated(memory, file) ? areaMm2 : memory.area;
    const staticPowerMw = memory.static_power ?? (isMainMemory(memory) ? undefined : leakageMw);
    costs.set(name, {
      readEnergyPj,
      writeEnergyPj,
      ...(isGiven(area) ? { area } : {}),
      ...(isGiven(staticPowerMw) ? { staticPowerMw } : {}),
    });
  }
  return { costs, findings };
}

/** Figures in the file that are neither absent nor null. */
export function isGiven(value: number | null | undefined): value is number {
  return value !== undefined && value !== null;
}

/**
 * Whether automatic costs include the area. Main memory is not on the chip, and the estimate for `dram` is no area of DRAM. The model of
 * in-memory-computing arrays adds it all the same, as in the reference.
 */
export function isAreaEstimated(memory: MemoryRecord, file: AcceleratorFile): boolean {
  return file.operational_array.is_imc || !isMainMemory(memory);
}

function isMainMemory({ mem_type }: MemoryRecord): boolean {
  return mem_type === 'dram' || mem_type === 'commodity_dram';
}

/** Undefined without a port to read from, which is reported as such. */
function queryOf(name: string, memory: MemoryRecord, parity: boolean): MemoryCostQuery | undefined {
  const readWidthBits = memory.ports[portIndex(memory, 'read')]?.bandwidth_max;
  if (readWidthBits === undefined) return undefined;
  const count = (type: PortType) => memory.ports.filter((port) => port.type === type).length;
  return {
    name,
    technology: memory.mem_type,
    sizeBits: memory.size,
    readWidthBits,
    writeWidthBits: memory.ports[portIndex(memory, 'write')]?.bandwidth_max ?? readWidthBits,
    ports: { read: count('read'), write: count('write'), readWrite: count('read_write') },
    ...(memory.technology_node === undefined || memory.technology_node === null
      ? {}
      : { technologyNodeNm: memory.technology_node }),
    parity,
  };
}

/** Position of the first port of a type, or else of the first that can do both; -1 if there is neither. */
function portIndex({ ports }: MemoryRecord, type: 'read' | 'write'): number {
  const exclusive = ports.findIndex((port) => port.type === type);
  return exclusive === -1 ? ports.findIndex((port) => port.type === 'read_write') : exclusive;
}

function pathOf(field: MemoryCostField, memory: MemoryRecord): DocumentPath {
  switch (field) {
    case 'technology':
      return ['mem_type'];
    case 'sizeBits':
      return ['size'];
    case 'readWidthBits':
      return ['ports', portIndex(memory, 'read'), 'bandwidth_max'];
    case 'writeWidthBits':
      return ['ports', portIndex(memory, 'write'), 'bandwidth_max'];
    case 'technologyNodeNm':
      return ['technology_node'];
    case 'ports':
    case 'banks':
      return ['ports'];
  }
}
