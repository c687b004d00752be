import { looksLikeRange } from '../schema/number-range.ts';
import { quoteListItem } from '../schema/profile-hints.ts';
import type { ShapeProfile } from '../schema/shape-check.ts';
import { valueAt } from '../text/source-document.ts';
import { RANGE_FIELDS } from './number-ranges.ts';

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
  examples: {
    size: '65536',
    r_cost: '20.5',
    w_cost: '22.1',
    area: '0.1',
    static_power: '0.5',
    latency: '1',
    mem_type: 'sram',
    technology_node: '28',
    auto_cost_extraction: 'true',
    force_double_buffering: 'false',
    operands: '[I1, O]',
    served_dimensions: '[D1, D2]',
    type: 'read_write',
    bandwidth_min: '64',
    bandwidth_max: '512',
    allocation: '["I1, fh", "I1, tl"]',
    dimensions: '[D1, D2]',
    sizes: '[32, 32]',
    unit_energy: '0.04',
    unit_area: '0.0001',
    unit_static_power: '0.001',
    is_imc: 'true',
    imc_type: 'digital',
    input_precision: '[8, 8]',
    adc_resolution: '8',
    bit_serial_precision: '2',
    clock_frequency: '500',
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
    if (looksLikeRange(value)) return rangeHint(key);
    if (section === 'operational_array' && key === 'static_power') return 'write unit_static_power, the mW of one unit';
    if (path.includes('allocation') && typeof value === 'string')
      return quoteListItem(value, /^(I1|I2|O|fh|tl|fl|th)$/, 'I1, tl');
    if (field === 'served_dimensions' && value === 'all') return 'list the dimensions, such as [D1, D2]';
    return undefined;
  },
};

function rangeHint(key: string | number | undefined): string {
  return RANGE_FIELDS.some((field) => field === key)
    ? 'write the number, ±, and how far the range goes to both sides: 12.3 ±20% or 12.3 ± 2'
    : `give the number alone; a range is possible for ${RANGE_FIELDS.slice(0, -1).join(', ')} and ${RANGE_FIELDS.at(-1)}`;
}
