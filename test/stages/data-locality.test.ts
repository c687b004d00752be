import { describe, expect, test } from 'vitest';
import {
  AcceleratorParserStage,
  ExploitInterLayerDataLocalityStage,
  MainStage,
  ONNXModelParserStage,
  RemoveUnusedMemoryStage,
  SearchInterLayerDataLocalityStage,
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
  test('has the names of both times', () => {
    expect(SearchUnusedMemoryStage).toBe(SearchInterLayerDataLocalityStage);
    expect(RemoveUnusedMemoryStage).toBe(ExploitInterLayerDataLocalityStage);
  });

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
});
