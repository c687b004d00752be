import { listItem, quoteListItem } from '../schema/profile-hints.ts';
import type { ShapeProfile } from '../schema/shape-check.ts';
import { type DocumentPath, isRecord } from '../text/source-document.ts';

/** How messages about the shape of mapping files speak of its parts, and what they advise for values known from older formats. */
export const mappingProfile: ShapeProfile = {
  format: 4,
  name: 'mapping',
  expected: 'a list of mapping entries',
  ownerOf: (path, data) => listItem(path, data, 'entry', 'the mapping'),
  examples: {
    name: 'default',
    spatial_mapping: '{D1: ["K, 32"]}',
    spatial_mapping_hint: '{D1: [K, OX]}',
    temporal_ordering: '[[OX, 112], [K, "*"]]',
    memory_operand_links: '{O: O, W: I2, I: I1}',
  },
  hintFor: (path, value) => {
    const [, field] = path;
    if (path.length === 0) {
      if (isRecord(value) && ('name' in value || 'spatial_mapping' in value))
        return 'begin the entry with a dash, "- name: default", and indent its other lines by two blanks';
      return isRecord(value)
        ? 'this is the layout of the old Python modules: write one list item per entry, "- name: default" and its fields'
        : undefined;
    }
    if (field === 'spatial_mapping') return spatialMappingHint(path, value);
    if (field === 'spatial_mapping_hint' && typeof value === 'string' && path.length === 3)
      return `write a list: [${value}]`;
    if (field === 'temporal_ordering' && typeof value === 'string' && path.length === 3)
      return 'write a pair: [OX, 112] or [OX, "*"]';
    if (field === 'core_allocation_is_fixed') return 'remove it; an accelerator has a single core';
    return undefined;
  },
};

function spatialMappingHint(path: DocumentPath, value: unknown): string | undefined {
  if (path.length === 3 && typeof value === 'string') return `write a list: ["${value}"]`;
  if (typeof value === 'number') return 'put entries that contain a comma in quotes inside [ ]: ["K, 32"]';
  if (typeof value !== 'string') return undefined;
  return quoteListItem(value, /^[A-Za-z]+\d*$/, 'K, 32');
}
