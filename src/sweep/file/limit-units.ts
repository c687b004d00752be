import { resultUnitOf, unitsOfResult } from '../../design-space/unit-text.ts';

/** What is wrong with a limit, and what to write instead. */
export interface WrongUnit {
  readonly problem: string;
  readonly hint: string;
}

const NAME = String.raw`(?<name>[A-Za-z_]\w*(?:\.\w+)*)`;
const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*(?<unit>(?!(?:and|or|not)\b)[A-Za-zµ][\wµ²]*)`;
const COMPARES = '(?:<=|>=|<|>|[!=]==?)';
const BEGINS = String.raw`(?:^|[(!?:]|&&|\|\||\b(?:and|or|not)\b)\s*`;
const ENDS = String.raw`\s*(?:$|[)?:]|&&|\|\||\b(?:and|or)\b)`;

/** A name compared with nothing but a number and its unit, on either side. */
const COMPARED: readonly RegExp[] = [
  new RegExp(`${BEGINS}${NAME}\\s*${COMPARES}\\s*${NUMBER}(?=${ENDS})`, 'gu'),
  new RegExp(`${BEGINS}${NUMBER}\\s*${COMPARES}\\s*${NAME}(?=${ENDS})`, 'gu'),
];

/**
 * Comparisons of a quantity with a number of another kind, such as `area <= 4 mJ`.
 * @param unitOf the unit in which results have a name; empty or undefined for one that any number may be compared with.
 */
export function wrongUnits(text: string, unitOf: (name: string) => string | undefined): WrongUnit[] {
  return COMPARED.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ groups: { name = '', unit = '' } = {} }): WrongUnit[] => {
      const expected = unitOf(name) ?? '';
      const measured = resultUnitOf(unit);
      if (expected === '' || measured === undefined || measured === expected) return [];
      const units = unitsOfResult(expected);
      return [
        {
          problem:
            expected === 'share'
              ? `${name} is a share from 0 to 1, not in ${unit}`
              : `${name} is in ${expected}, not in ${unit}`,
          hint:
            units.length > 0
              ? `write one of the units ${units.join(', ')}`
              : `write the number alone${expected === 'share' ? '' : `, in ${expected}`}`,
        },
      ];
    }),
  );
}
