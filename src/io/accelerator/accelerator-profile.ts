import { quoteListItem } from '../schema/profile-hints.ts';
import type { ShapeProfile } from '../schema/shape-check.ts';
import { valueAt } from '../text/source-document.ts';

/** How messages about the shape of accelerator files speak of its parts, and what they advise for values known from older formats. */
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
      return 'describe in-memory computing by is_imc, imc_type, input_precision and bit_serial_precision of operational_array; the technology cannot be chosen';
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
