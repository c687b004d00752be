import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { parseYaml } from '../../src/io/text/yaml.ts';
import {
  arrayAreaMm2,
  arrayStructure,
  clockPeriodNs,
  peakPerformance,
  totalOf,
} from '../../src/model/in-memory-computing/index.ts';
import { type Comparison, INPUTS, perModel, type Section, table } from './comparison.ts';

/* In-memory-computing chips: what they report, what their model's authors got with formulas made for each, and what zigzag-ts gives. */

/** mm², ns, TOP/s/W, TOP/s/mm². */
const Figures = z.object({ area: z.number(), clock: z.number(), efficiency: z.number(), density: z.number() });
type Figures = z.infer<typeof Figures>;

const Chip = z.object({
  name: z.string(),
  chip: z.string(),
  technology: z.string(),
  shape: z.string(),
  toggle_rate: z.number(),
  sparsity: z.number(),
  share: z.number(),
  reported: Figures,
  adapted: Figures,
  nominal: z.object({
    type: z.enum(['analog', 'digital']),
    precision: z.tuple([z.number(), z.number()]),
    bits_per_cycle: z.number(),
    converter: z.number(),
    sizes: z.array(z.number()),
    weights: z.number(),
    cells: z.number(),
  }),
});
type Chip = z.infer<typeof Chip>;

export function inMemoryComputing(): Section {
  const file = 'in-memory-computing/chips.yaml';
  const chips = z.array(Chip).parse(parseYaml(readFileSync(new URL(file, INPUTS), 'utf8'), file).data);
  const generic = new Map(chips.map((chip) => [chip, nominalFigures(chip)]));
  const nominal = (chip: Chip): Figures => generic.get(chip) ?? chip.reported;
  const expected = (chip: Chip): Figures => ({ ...chip.reported, area: chip.reported.area * chip.share });
  const section = 'in-memory-computing-chips';
  const group = (what: string, read: (figures: Figures) => number, reason: string) => ({
    what: `In-memory computing, general model: ${what}`,
    section,
    comparisons: chips.map((chip): Comparison => {
      // Peak figures of a whole array have no mapping, so both cost models give the same.
      const value = read(nominal(chip));
      return { labels: [chip.name], published: read(expected(chip)), modelled: perModel(() => value), decimals: 4 };
    }),
    reason,
  });
  return {
    groups: [
      group('area', ({ area }) => area, 'It has neither shared columns nor the circuits of each chip.'),
      group('clock', ({ clock }) => clock, 'It has no pipelining, and one technology.'),
      group(
        'energy',
        ({ efficiency }) => 1 / efficiency,
        'It has no sparsity. The chips report what they gain from it.',
      ),
    ],
    tables: {
      'imc chips': chipTable(chips),
      'imc adapted': adaptedTable(chips),
      'imc general': generalTable(chips, nominal, expected),
    },
  };
}

function nominalFigures({ nominal }: Chip): Figures {
  const positions = nominal.sizes.reduce((product, size) => product * size, 1);
  const array = arrayStructure(
    nominal.sizes.map((size, index) => ({ name: `D${index + 1}`, size })),
    {
      type: nominal.type,
      inputPrecision: nominal.precision,
      adcResolutionBits: nominal.converter,
      bitSerialPrecisionBits: nominal.bits_per_cycle,
      cells: { sizeBits: nominal.weights * nominal.precision[1], areaMm2: nominal.cells / positions },
    },
  );
  const { topPerSecondPerWatt, topPerSecondPerMm2 } = peakPerformance(array);
  return {
    area: totalOf(arrayAreaMm2(array)),
    clock: totalOf(clockPeriodNs(array)),
    efficiency: topPerSecondPerWatt,
    density: topPerSecondPerMm2,
  };
}

function chipTable(chips: readonly Chip[]): string[] {
  return table(
    [
      'Label',
      'Chip (IEEE Xplore number)',
      'Technology',
      'Pa/Pw/b, R',
      'Rows × columns × macros',
      'Weights per position',
      'Toggle rate / sparsity',
    ],
    chips.map(({ name, chip, technology, shape, nominal, toggle_rate, sparsity }) => {
      const bits = [...nominal.precision, nominal.bits_per_cycle].join('/');
      const converter = nominal.converter === 0 ? '' : `, ${nominal.converter}`;
      return [name, chip, technology, bits + converter, shape, `${nominal.weights}`, `${toggle_rate} / ${sparsity}`];
    }),
  );
}

function adaptedTable(chips: readonly Chip[]): string[] {
  return table(
    ['Label', 'Area (mm²)', 'Clock (ns)', 'TOP/s/W', 'TOP/s/mm²', 'Area', 'Clock', 'Energy'],
    chips.map(({ name, reported, adapted }) => [
      name,
      `${reported.area} / ${adapted.area}`,
      `${reported.clock} / ${adapted.clock}`,
      `${reported.efficiency} / ${adapted.efficiency}`,
      `${reported.density} / ${adapted.density}`,
      (adapted.area / reported.area).toFixed(3),
      (adapted.clock / reported.clock).toFixed(3),
      (reported.efficiency / adapted.efficiency).toFixed(3),
    ]),
  );
}

function generalTable(
  chips: readonly Chip[],
  nominal: (chip: Chip) => Figures,
  expected: (chip: Chip) => Figures,
): string[] {
  return table(
    [
      'Label',
      'Type',
      'Columns × rows × macros',
      'Cells (mm²)',
      'Area (mm²)',
      'Clock (ns)',
      'TOP/s/W',
      'TOP/s/mm²',
      'Area',
      'Clock',
      'Energy',
    ],
    chips.map((chip) => {
      const { area, clock, efficiency, density } = nominal(chip);
      const published = expected(chip);
      return [
        chip.name,
        chip.nominal.type,
        chip.nominal.sizes.join(' × '),
        `${chip.nominal.cells}`,
        area.toFixed(4),
        clock.toFixed(3),
        efficiency.toFixed(3),
        density.toFixed(4),
        (area / published.area).toFixed(3),
        (clock / published.clock).toFixed(3),
        (published.efficiency / efficiency).toFixed(3),
      ];
    }),
  );
}
