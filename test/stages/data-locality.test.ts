import { describe, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import {
  AcceleratorParserStage,
  MainStage,
  ONNXModelParserStage,
  RemoveUnusedMemoryStage,
  SearchUnusedMemoryStage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { evaluation, SEARCH } from './chains.ts';

const ALEXNET = { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like', lomaLpfLimit: 3 };

async function layers(args: object) {
  const stages = [ONNXModelParserStage, AcceleratorParserStage, SearchUnusedMemoryStage, WorkloadStage];
  const results = await MainStage.from([...stages, RemoveUnusedMemoryStage, ...SEARCH], { ...ALEXNET, ...args }).run();
  return results.map((result) => {
    const { levels } = evaluation(result).accelerator.memoryHierarchy;
    const top = (operand: 'I1' | 'I2' | 'O') => levels.get(operand)?.at(-1)?.name;
    return { input: top('I1'), weight: top('I2'), output: top('O'), name: evaluation(result).accelerator.name };
  });
}

describe('inter-layer data locality', () => {
  test('keeps all activations of alexnet on the chip of tpu_like, not the weights', async () => {
    for (const layer of await layers({})) {
      expect(layer).toEqual({
        input: 'sram_2MB',
        output: 'sram_2MB',
        weight: 'dram',
        name: 'tpu_like-removing-nouse-mem',
      });
    }
  });

  test('with workloadDataAlwaysFromTopMem the first input and the last output stay outside', async () => {
    const found = await layers({ workload_data_always_from_top_mem: true });
    expect(found.map(({ input }) => input)).toEqual(['dram', ...new Array(found.length - 1).fill('sram_2MB')]);
    expect(found.map(({ output }) => output)).toEqual([...new Array(found.length - 1).fill('sram_2MB'), 'dram']);
  });

  test('leaves every operand a memory where layers have their weights in different ones', async () => {
    const port = (operands: readonly string[]) => ({
      name: 'rw_port_1',
      type: 'read_write',
      bandwidth_min: 8,
      bandwidth_max: 64,
      allocation: operands.flatMap((operand) =>
        ['fh', 'tl', 'fl', 'th'].map((direction) => `${operand}, ${direction}`),
      ),
    });
    const memory = (size: number, operands: readonly string[]) => ({
      size,
      r_cost: 1,
      w_cost: 1,
      area: 0,
      latency: 1,
      operands,
      ports: [port(operands)],
      served_dimensions: ['D1', 'D2'],
    });
    const gemm = {
      operator_type: 'Gemm',
      equation: 'O[b][k]+=W[k][c]*I[b][c]',
      loop_dims: ['B', 'K', 'C'],
      loop_sizes: [1, 1, 1],
      operand_precision: { O: 8, O_final: 8, W: 0, I: 8 },
    };
    const { evaluations } = await getHardwarePerformance({
      workload: [
        { ...gemm, id: 0, name: 'first', operand_source: { W: 0, I: 0 } },
        { ...gemm, id: 1, name: 'second', operand_source: { W: 1, I: 0 } },
      ],
      accelerator: {
        name: 'two_memories',
        operational_array: { unit_energy: 1, unit_area: 1, dimensions: ['D1', 'D2'], sizes: [1, 2] },
        memories: { small: memory(64, ['I1', 'O']), top: memory(16384, ['I1', 'I2', 'O']) },
      },
      mapping: [{ name: 'default', memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } }],
      exploitDataLocality: true,
      lpfLimit: 2,
    });
    expect(evaluations.map(({ layer }) => layer.name)).toEqual(['first', 'second']);
  });
});
