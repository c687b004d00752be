import { describe, expect, test } from 'vitest';
import { isEqual, ratio, type Section } from '../../scripts/validation/comparison.ts';
import { EXAMPLES, trafficBound } from '../../scripts/validation/compulsory.ts';
import { eyerissChip, eyerissEnergies } from '../../scripts/validation/eyeriss.ts';
import { currentPage, SECTIONS, summary } from '../../scripts/validation/page.ts';

/*
 * docs/validation.md gives what the models give now. `npm run validation` writes all its tables. The largest searches are left out here:
 * the energies of Eyeriss, and all example accelerators but one.
 */

const page = currentPage();
const LEFT_OUT = [eyerissEnergies, SECTIONS.at(-1)];
const chip = eyerissChip();
const cheap = SECTIONS.filter((section) => !LEFT_OUT.includes(section)).map((section) =>
  section === eyerissChip ? { name: section.name, make: () => chip } : { name: section.name, make: section },
);

/** Lines of the tables of a section that the page lacks, and of its part of the summary. */
function missing({ tables, groups }: Section): string[] {
  const lines = [...Object.values(tables).flat(), ...summary(groups)];
  return lines.filter((line) => !page.includes(`\n${line}\n`));
}

describe('docs/validation.md is up to date: npm run validation', () => {
  test.each(cheap)('$name', async ({ make }) => {
    expect(missing(await make())).toEqual([]);
  });

  test('the bound by traffic of one accelerator', async () => {
    const { tables, groups } = await trafficBound(EXAMPLES.slice(0, 1));
    expect(missing({ tables, groups })).toEqual([]);
    expect(tables['compulsory bound']?.at(-1)).toContain('| 0 of 21 |');
  });

  test('the tables hold what the sections give, and the page has every mark once', () => {
    const marks = [...page.matchAll(/<!-- made by `npm run validation`: (.+) -->/g)].map(([, mark]) => mark);
    expect(new Set(marks).size).toBe(marks.length);
    expect(page.match(/<!-- end -->/g)?.length).toBe(marks.length);
  });
});

describe('what the page says in words', () => {
  test('latency of the chip is within 80 and 100 % by both models', async () => {
    const { groups } = await chip;
    const latency = groups.find(({ what }) => what.endsWith('latency'))?.comparisons ?? [];
    expect(latency.length).toBe(5);
    for (const { published, modelled } of latency) {
      for (const value of Object.values(modelled)) {
        expect(ratio(value, published)).toBeGreaterThan(0.8);
        expect(ratio(value, published)).toBeLessThan(1);
      }
    }
  });

  test('figures count as equal up to the rounding of sums only', () => {
    expect(isEqual(1 + 1e-12, 1)).toBe(true);
    expect(isEqual(1.000001, 1)).toBe(false);
  });
});
