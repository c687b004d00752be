import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAccelerator } from '../src/io/accelerator/read-accelerator.ts';
import { parseYaml } from '../src/io/text/yaml.ts';
import { estimateMemoryCost } from '../src/memory-cost/index.ts';
import type { MemoryLevel, PortType } from '../src/model/accelerator/memory.ts';

/* Where the areas of the examples come from: docs/accelerator-format.md. Each is worked out again here, to the four digits given. */

const EXAMPLES = [
  'ascend_like',
  'cloud_hbm',
  'edge_lpddr5',
  'edge_tpu_like',
  'eyeriss_like',
  'gemm_l1',
  'gemm_l1_l3',
  'generic_array',
  'meta_prototype',
  'tesla_npu_like',
  'tpu_like',
];

const KIBIBYTE = 8 * 1024;

interface Organisation {
  readonly banks?: number;
  readonly sizeBits: number;
  readonly widthBits?: number;
}

/** Organisations that a comment of the file names: banks of one size and width, or another size. */
const ORGANISATIONS: Readonly<Record<string, Organisation>> = {
  'tpu_like.sram_2MB': { banks: 16, sizeBits: 128 * KIBIBYTE, widthBits: 128 },
  'edge_tpu_like.sram_2MB': { banks: 16, sizeBits: 128 * KIBIBYTE, widthBits: 128 },
  'ascend_like.rf_64KB_I': { banks: 8, sizeBits: KIBIBYTE, widthBits: 64 },
  'ascend_like.rf_64KB_W': { banks: 8, sizeBits: KIBIBYTE, widthBits: 256 },
  'ascend_like.sram_256KB_O': { banks: 8, sizeBits: 32 * KIBIBYTE, widthBits: 256 },
  'ascend_like.sram_1MB_A': { banks: 8, sizeBits: 128 * KIBIBYTE, widthBits: 512 },
  'ascend_like.sram_1MB_W': { banks: 8, sizeBits: 128 * KIBIBYTE, widthBits: 512 },
  'meta_prototype.sram_64KB': { banks: 8, sizeBits: 8 * KIBIBYTE, widthBits: 64 },
  'meta_prototype.sram_32KB': { banks: 4, sizeBits: 8 * KIBIBYTE, widthBits: 64 },
  'meta_prototype.sram_1MB_A': { banks: 8, sizeBits: 128 * KIBIBYTE, widthBits: 128 },
  'meta_prototype.sram_1MB_W': { banks: 8, sizeBits: 128 * KIBIBYTE, widthBits: 128 },
  'tesla_npu_like.sram_1MB_A': { banks: 8, sizeBits: 128 * KIBIBYTE, widthBits: 128 },
  'tesla_npu_like.sram_1MB_W': { banks: 8, sizeBits: 128 * KIBIBYTE, widthBits: 128 },
  'edge_lpddr5.sram': { banks: 64, sizeBits: 128 * KIBIBYTE, widthBits: 128 },
  'cloud_hbm.sram': { banks: 2048, sizeBits: 64 * KIBIBYTE, widthBits: 128 },
  'gemm_l1_l3.l1': { sizeBits: 128 * KIBIBYTE },
};

/** An SRAM needs so many rows; what has fewer is made of registers. */
const FEWEST_ROWS = 31;

function areaOf(example: string, memory: MemoryLevel): number {
  const widthOf = (type: PortType): number =>
    (memory.ports.find((port) => port.type === type) ?? memory.ports.find(({ type: any }) => any === 'read_write'))
      ?.bandwidthMax ?? 0;
  const count = (type: PortType): number => memory.ports.filter((port) => port.type === type).length;
  const organisation: Organisation = ORGANISATIONS[`${example}.${memory.name}`] ?? { sizeBits: memory.sizeBits };
  const { banks = 1, sizeBits, widthBits } = organisation;
  const readWidthBits = widthBits ?? widthOf('read');
  const writeWidthBits = widthBits ?? widthOf('write');
  const isRegisters = sizeBits / Math.max(readWidthBits, writeWidthBits) < FEWEST_ROWS && sizeBits < KIBIBYTE / 8;
  const technology = isRegisters ? 'rf' : 'sram';
  const ports = { read: count('read'), write: count('write'), readWrite: count('read_write') };
  return banks * estimateMemoryCost({ technology, sizeBits, readWidthBits, writeWidthBits, ports }).areaMm2;
}

test.each(EXAMPLES)('areas of %s', (example) => {
  const file = new URL(`../examples/accelerators/${example}.yaml`, import.meta.url);
  const { value } = readAccelerator(parseYaml(readFileSync(file, 'utf8'), example));
  const macUm2 = (282 + 137) * (22 / 45) ** 2;
  expect(value.operationalArray.unitArea).toBe(Number((macUm2 / 1e6).toPrecision(4)));
  for (const memory of value.memoryHierarchy.memories) {
    // Main memory is not on the chip; one buffer has no table entry that its costs would fit.
    if (memory.sizeBits > 2e9) expect(memory.area).toBe(0);
    else if (memory.name === 'sram_32MB') expect(memory.area).toBeUndefined();
    else expect(memory.area, memory.name).toBe(Number(areaOf(example, memory).toPrecision(4)));
  }
});
