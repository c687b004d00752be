import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { readAccelerator, readArray } from '../../src/io/accelerator/read-accelerator.ts';
import { loadOnnxWorkload } from '../../src/io/load.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { ACCELERATOR, IMC_ACCELERATOR, MAPPING, OLDER_ACCELERATOR, WORKLOAD } from './base-inputs.ts';
import { findingsOf } from './findings-of.ts';

const READERS = { accelerator: readAccelerator, array: readArray, workload: readWorkload, mapping: readMapping };

describe('an input of another kind', () => {
  test.each([
    ['accelerator', ACCELERATOR, 'workload'],
    ['accelerator', ACCELERATOR, 'mapping'],
    ['accelerator', IMC_ACCELERATOR, 'mapping'],
    ['accelerator', OLDER_ACCELERATOR, 'workload'],
    ['mapping', MAPPING, 'workload'],
    ['mapping', MAPPING, 'accelerator'],
    ['mapping', MAPPING, 'array'],
    ['workload', WORKLOAD, 'accelerator'],
    ['workload', WORKLOAD, 'mapping'],
  ] as const)('%s gets one error that says where it belongs (%#)', (kind, text, place) => {
    const [finding, ...others] = findingsOf(() => READERS[place](parseYaml(text, 'x.yaml')));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'ZZ1015', severity: 'error', file: 'x.yaml' });
    expect(finding?.message).toMatch(
      new RegExp(`^this is an? ${kind} file \\(it has the key "\\w+"\\); expected an? `),
    );
    expect(finding?.hint).toContain(`pass this file as ${kind}, and`);
    expect(finding?.line).toBeGreaterThan(0);
  });

  test.each([
    ['mapping', '- name: default\n  spatial_mapping: {}\n  operator_type: Conv\n  equation: x\n'],
    ['mapping', '- name: default\n  operator_type: Conv\n'],
    ['workload', WORKLOAD.replace('  equation', '  spatial_mapping: {}\n  equation')],
  ] as const)('is not seen in a %s with stray keys (%#)', (place, text) => {
    const codes = findingsOf(() => READERS[place](parseYaml(text, 'x.yaml'))).map(({ code }) => code);
    expect(codes).not.toContain('ZZ1015');
    expect(codes.length).toBeGreaterThan(0);
  });
});

describe('a file named .onnx that is no model', () => {
  const findings = async (text: string | Uint8Array) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const files = { ...platformFiles, exists: async () => true, read: async () => bytes };
    try {
      await loadOnnxWorkload('x.onnx', files);
      return [];
    } catch (error) {
      if (error instanceof InputError) return error.diagnostics;
      throw error;
    }
  };

  test.each([
    ['is empty', '', 'ZZ6006', 'the file is empty', 'export the model again'],
    ['is prose', 'my network', 'ZZ6006', 'the file is text', 'ending in .yaml'],
    ['is a workload', WORKLOAD, 'ZZ6006', 'this is a workload file in YAML', 'a name ending in .yaml'],
    ['is an accelerator', ACCELERATOR, 'ZZ1015', 'this is an accelerator file', 'pass this file as accelerator'],
    ['is a mapping', MAPPING, 'ZZ1015', 'this is a mapping file', 'pass this file as mapping'],
  ])('%s', async (_, text, code, message, hint) => {
    const [finding, ...others] = await findings(text);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code, file: 'x.onnx' });
    expect(finding?.message).toContain(message);
    expect(finding?.hint).toContain(hint);
  });

  test('keeps the findings of the model where it is binary', async () => {
    const codes = (await findings(new Uint8Array([8, 7, 0x7b, 0]))).map(({ code }) => code);
    expect(codes.every((code) => /^ZZ5/.test(code))).toBe(true);
    expect(codes.length).toBeGreaterThan(0);
  });
});
