import { type DocumentPath, isRecord, valueAt } from '../text/source-document.ts';
import type { ShapeProfile } from './shape-check.ts';

/* How messages about the shape of each format speak of its parts, and what they advise for values known from older formats. */

export const acceleratorProfile: ShapeProfile = {
  format: 2,
  name: 'accelerator',
  expected: 'a map with name, memories and operational_array',
  ownerOf: (path, data) => {
    const [section, memory, field, port] = path;
    if (section === 'operational_array') return { name: 'the operational array', length: 1 };
    if (section !== 'memories' || memory === undefined) return { name: 'the accelerator', length: 0 };
    if (field !== 'ports' || port === undefined) return { name: `memory "${memory}"`, length: 2 };
    const name = valueAt(data, [section, memory, field, port, 'name']);
    const label = typeof name === 'string' ? `"${name}"` : `${Number(port) + 1}`;
    return { name: `memory "${memory}" port ${label}`, length: 4 };
  },
  hintFor: (path, value) => {
    const [section, , field] = path;
    const key = path.at(-1);
    if (section === 'hd_param' || section === 'tech_param') {
      return 'in-memory computing is described by is_imc, imc_type, input_precision and bit_serial_precision of operational_array; the technology is fixed';
    }
    if (section === 'multipliers') return 'multipliers is the old name of operational_array: keep only one of them';
    if (key === 'multiplier_energy') return 'multiplier_energy is the old name of unit_energy: keep only one of them';
    if (key === 'multiplier_area') return 'multiplier_area is the old name of unit_area: keep only one of them';
    if (path.includes('allocation') && typeof value === 'string')
      return quoteListItem(value, /^(I1|I2|O|fh|tl|fl|th)$/, 'I1, tl');
    if (field === 'served_dimensions' && value === 'all') return 'list the dimensions, such as [D1, D2]';
    return undefined;
  },
};

export const workloadProfile: ShapeProfile = {
  format: 3,
  name: 'workload',
  expected: 'a list of layers',
  ownerOf: (path, data) => listItem(path, data, 'layer', 'the workload'),
  hintFor: (path, value) => {
    if (path.length === 0) return isRecord(value) ? workloadMapHint(value) : undefined;
    const key = path.at(-1);
    if (path.length === 2 && typeof key === 'string' && Object.hasOwn(OLDER_LAYER_KEYS, key))
      return OLDER_LAYER_KEYS[key];
    if (path[1] === 'operand_source' && Array.isArray(value)) {
      return 'write a single id; a constant (once listed in constant_operands) has the id of the layer itself';
    }
    if (path.includes('loop_dims') && typeof value === 'string' && value.includes('_')) {
      return 'the underscore separates names in equations; leave it out';
    }
    return undefined;
  },
};

const MAPPING_FILE_KEY = 'this belongs into the mapping file, under the name of the layer or of its operator_type';

const OLDER_LAYER_KEYS: Readonly<Record<string, string>> = {
  loop_dim_size: 'write loop_dims: [B, K, …] and loop_sizes: [1, 64, …] instead',
  constant_operands: 'give the layer its own id as the source of a constant: operand_source: {W: <id>}',
  operand_source_dimension_mapping: 'remove it; nothing uses it any more',
  equation_relations: 'the key is dimension_relations',
  core_allocation: 'remove it; accelerators have a single core',
  spatial_mapping: MAPPING_FILE_KEY,
  spatial_mapping_hint: MAPPING_FILE_KEY,
  temporal_ordering: MAPPING_FILE_KEY,
  memory_operand_links: MAPPING_FILE_KEY,
};

function workloadMapHint(value: Readonly<Record<string, unknown>>): string {
  return Object.keys(value).every((key) => /^-?\d+$/.test(key))
    ? 'this is the layout of the Python era: write one list item per layer, with its number as id'
    : 'start each layer with "- id: <number>"';
}

export const mappingProfile: ShapeProfile = {
  format: 4,
  name: 'mapping',
  expected: 'a list of mapping entries',
  ownerOf: (path, data) => listItem(path, data, 'entry', 'the mapping'),
  hintFor: (path, value) => {
    const [, field] = path;
    if (path.length === 0) {
      return isRecord(value)
        ? 'this is the layout of the Python era: write one list item per entry, "- name: default" and its fields'
        : undefined;
    }
    if (field === 'spatial_mapping') return spatialMappingHint(path, value);
    if (field === 'spatial_mapping_hint' && typeof value === 'string' && path.length === 3)
      return `write a list: [${value}]`;
    if (field === 'temporal_ordering' && typeof value === 'string' && path.length === 3)
      return 'write a pair: [OX, 112] or [OX, "*"]';
    if (field === 'core_allocation_is_fixed') return 'remove it; accelerators have a single core';
    return undefined;
  },
};

function spatialMappingHint(path: DocumentPath, value: unknown): string | undefined {
  if (path.length === 3 && typeof value === 'string') return `write a list: ["${value}"]`;
  if (typeof value === 'number') return 'inside [ ] an entry needs quotes, since it contains a comma: ["K, 32"]';
  if (typeof value !== 'string') return undefined;
  return quoteListItem(value, /^[A-Za-z]+\d*$/, 'K, 32');
}

/** In `[I1, tl]` the comma separates two items, although one text was meant. */
function quoteListItem(value: string, fragment: RegExp, example: string): string | undefined {
  return fragment.test(value)
    ? `inside [ ] an entry needs quotes, since it contains a comma: ["${example}"]`
    : undefined;
}

function listItem(path: DocumentPath, data: unknown, kind: string, root: string): { name: string; length: number } {
  const [index] = path;
  if (index === undefined) return { name: root, length: 0 };
  const [name, id] = [valueAt(data, [index, 'name']), valueAt(data, [index, 'id'])];
  if (typeof name === 'string' && name !== '') return { name: `${kind} "${name}"`, length: 1 };
  if (typeof id === 'number') return { name: `${kind} ${id}`, length: 1 };
  return { name: `${kind} number ${Number(index) + 1}`, length: 1 };
}
