import { describe, expect, test } from 'vitest';
import { expandRepeats } from '../../src/io/expand-repeats.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { LISTED_MODELS, languageModelWorkload, layerRecords } from '../../src/language-models/index.ts';

const FORMS = LISTED_MODELS.flatMap(({ name, description: { family } }) => {
  if (family === 'encoder' || family === 'vision') return [name];
  const causal = family === 'mamba' ? [] : [`${name}:tokens=7,context=20,attention=causal`];
  return [name, `${name}:decode,batch=5`, ...causal];
});

describe('records', () => {
  test.each(FORMS)('of %s are read without a finding, also written out', (name) => {
    const workload = languageModelWorkload(name);
    const records = layerRecords(workload);
    for (const written of [records, expandRepeats(records)]) {
      const { value, warnings } = readWorkload(documentFromObject(written));
      expect(warnings).toEqual([]);
      const layers = value.nodes.flatMap((node) => (node.kind === 'layer' ? [node.layer] : []));
      const repeats = layers.map(({ repeat = 1 }) => repeat);
      expect(repeats.reduce((sum, one) => sum + one, 0)).toBe(
        workload.layers.reduce((sum, one) => sum + one.repeat, 0),
      );
      const operations = layers.map(({ dimensions, repeat = 1 }) =>
        dimensions.reduce((product, { size }) => product * size, repeat),
      );
      expect(operations.reduce((sum, one) => sum + one, 0)).toBe(workload.counts.operations);
    }
  });

  test('say how often a layer is repeated, unless it stands alone', () => {
    const records = layerRecords(languageModelWorkload('llama3-8b'));
    expect(records.map(({ name, repeat }) => [name, repeat])).toEqual([
      ...['q_proj', 'k_proj', 'v_proj', 'qk', 'av', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'].map((name) => [
        name,
        32,
      ]),
      ['lm_head', undefined],
    ]);
  });

  test('give each operand its bits', () => {
    const name = 'llama3-8b:decode,weight_bits=4,act_bits=8,kv_bits=6,acc_bits=24,out_bits=16';
    const bits = new Map(layerRecords(languageModelWorkload(name)).map((one) => [one.name, one.operand_precision]));
    expect(bits.get('q_proj')).toEqual({ W: 4, I: 8, O: 24, O_final: 16 });
    expect(bits.get('k_proj')).toEqual({ W: 4, I: 8, O: 24, O_final: 6 });
    expect(bits.get('qk')).toEqual({ W: 6, I: 8, O: 24, O_final: 16 });
  });

  test('take keys and values from the layers that make them in prefill, from the cache in decode', () => {
    const sources = (name: string) => {
      const records = layerRecords(languageModelWorkload(name));
      const nameOf = (id: number | undefined) => records.find((record) => record.id === id)?.name;
      return Object.fromEntries(records.map(({ name, operand_source: { W, I } }) => [name, [nameOf(W), nameOf(I)]]));
    };
    expect(sources('llama3-8b')).toMatchObject({
      q_proj: ['q_proj', undefined],
      qk: ['k_proj', 'q_proj'],
      av: ['v_proj', 'qk'],
      o_proj: ['o_proj', 'av'],
    });
    expect(sources('llama3-8b:decode')).toMatchObject({ qk: [undefined, 'q_proj'], av: [undefined, 'qk'] });
  });

  test.each(FORMS)('of %s name layers that exist as sources; the last layer has one', (name) => {
    const { layers } = languageModelWorkload(name);
    const named = layers.flatMap(({ sources }) => Object.values(sources));
    const before = layers.map((layer) => layer.name);
    expect(named.filter((source) => !before.includes(source))).toEqual([]);
    expect(layers.at(-1)?.sources.I).toBeDefined();
  });

  test('share keys and values among the query heads of a group', () => {
    const qk = layerRecords(languageModelWorkload('llama3-8b:decode,batch=2,context=4096')).find(
      ({ name }) => name === 'qk',
    );
    // 2 sequences × 8 key-value heads; 4 query heads each.
    expect([qk?.loop_dims, qk?.loop_sizes]).toEqual([
      ['G', 'B', 'C', 'K'],
      [16, 4, 128, 4096],
    ]);
  });
});
