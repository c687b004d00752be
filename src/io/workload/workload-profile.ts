import { listItem } from '../schema/profile-hints.ts';
import type { ShapeProfile } from '../schema/shape-check.ts';
import { isRecord } from '../text/source-document.ts';

/** How messages about the shape of workload files speak of its parts, and what they advise for values known from older formats. */
export const workloadProfile: ShapeProfile = {
  format: 3,
  name: 'workload',
  expected: 'a list of layers',
  ownerOf: (path, data) => listItem(path, data, 'layer', 'the workload'),
  examples: {
    id: '0',
    operator_type: 'Conv',
    repeat: '12',
    equation: 'O[b][k]+=W[k][c]*I[b][c]',
    dimension_relations: '[ix=1*ox+1*fx]',
    loop_dims: '[B, K, C]',
    loop_sizes: '[1, 64, 32]',
    operand_precision: '{O: 16, O_final: 8, W: 8, I: 8}',
    operand_source: '{I: 0, W: 0}',
    pr_loop_dims: '[IX, IY]',
    pr_loop_sizes: '[56, 56]',
    padding: '[[1, 1], [1, 1]]',
  },
  hintFor: (path, value) => {
    if (path.length === 0) return isRecord(value) ? workloadMapHint(value) : undefined;
    const key = path.at(-1);
    if (path.length === 2 && typeof key === 'string' && Object.hasOwn(OLDER_LAYER_KEYS, key))
      return OLDER_LAYER_KEYS[key];
    if (path[1] === 'operand_source' && Array.isArray(value)) {
      return 'write a single id; for a constant (formerly in constant_operands) write the id of the layer itself';
    }
    if (path.includes('loop_dims') && typeof value === 'string' && value.includes('_')) {
      return 'leave out the underscore; it separates names in equations';
    }
    return undefined;
  },
};

const MAPPING_FILE_KEY = 'move this key to the mapping file, into an entry for the layer or its operator_type';

const OLDER_LAYER_KEYS: Readonly<Record<string, string>> = {
  loop_dim_size: 'write loop_dims: [B, K, …] and loop_sizes: [1, 64, …] instead',
  constant_operands: 'give the layer its own id as the source of a constant: operand_source: {W: <id>}',
  operand_source_dimension_mapping: 'remove it; no model uses it any more',
  equation_relations: 'rename it to dimension_relations',
  core_allocation: 'remove it; an accelerator has a single core',
  spatial_mapping: MAPPING_FILE_KEY,
  spatial_mapping_hint: MAPPING_FILE_KEY,
  temporal_ordering: MAPPING_FILE_KEY,
  memory_operand_links: MAPPING_FILE_KEY,
};

function workloadMapHint(value: Readonly<Record<string, unknown>>): string {
  return Object.keys(value).every((key) => /^-?\d+$/.test(key))
    ? 'this is the layout of the old Python modules: write one list item per layer, with its number as id'
    : 'start each layer with "- id: <number>"';
}
