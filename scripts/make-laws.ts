/**
 * Checks the laws on random cases by the reference, and writes what breaks them: `npm run laws`. LAW_RUNS sets the number of cases. A test
 * checks that the files are up to date.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { CaseChoices } from '../test/laws/cases/choices.ts';
import { type Example, FOUND_FILE, type Found, referenceFailures } from '../test/laws/found-failures.ts';
import type { Quirk } from '../test/laws/quirks/explain.ts';
import type { Law } from '../test/laws/rules/law.ts';
import { LAWS } from '../test/laws/rules/laws.ts';
import { drawCases, LawChecker } from '../test/laws/run-laws.ts';
import { smallestFailure } from '../test/laws/smallest-failure.ts';
import { exampleFile, fileOf, lawsPage } from './laws-page.ts';

const CASES = Number(process.env.LAW_RUNS ?? 5000);
/** Laws that the reference breaks rarely are quick to check, so they are tried on more cases. */
const RARE = ['parts', 'ideal', 'wider', 'larger'];
const MORE = 8;
/** The test suite repeats this many. */
const EARLY = 80;
const SEED = 1;
/** Failures of each law and quirk that are made smaller, to keep the smallest. */
const TRIED = 3;

const root = new URL('../', import.meta.url);
const starts = new Map<string, { law: string; quirk: Quirk; cases: CaseChoices[] }>();

function collect(law: string, quirks: readonly Quirk[], choices: CaseChoices): void {
  const [quirk, ...others] = quirks;
  if (quirk === undefined || others.length > 0) return;
  const key = `${law} ${quirk}`;
  const start = starts.get(key) ?? { law, quirk, cases: [] };
  starts.set(key, start);
  if (start.cases.length < TRIED) start.cases.push(choices);
}

/** The table says that the corrected model breaks nothing, so it must not. */
function requireCorrected(count: number, laws: readonly Law[]): void {
  const checker = new LawChecker('corrected');
  for (const choices of drawCases(count, SEED)) {
    const broken = checker.check(laws, choices).filter((says) => says !== undefined);
    if (broken.length > 0) throw new Error(`the corrected model: ${broken.join('; ')} ${JSON.stringify(choices)}`);
  }
}

const isRare = ({ key }: Law): boolean => RARE.includes(key);
requireCorrected(CASES * MORE, LAWS.filter(isRare));
requireCorrected(CASES, LAWS);
const failures = {
  ...referenceFailures(CASES * MORE, SEED, LAWS.filter(isRare), collect),
  ...referenceFailures(
    CASES,
    SEED,
    LAWS.filter((law) => !isRare(law)),
    collect,
  ),
};

const examples = [...starts.values()].flatMap(({ law: key, quirk, cases }): Example[] => {
  const law = LAWS.find((one) => one.key === key);
  if (law === undefined) return [];
  const candidates = cases.map((found): Example => {
    const { design, mapping } = smallestFailure(law, quirk, found);
    const choices = { design: [...design], mapping: [...mapping] };
    const [says = ''] = new LawChecker('reference').check([law], choices);
    return { law: key, quirk, says, choices };
  });
  const [smallest] = candidates.toSorted((x, y) => exampleFile(x).length - exampleFile(y).length);
  console.log(`${key} ${quirk}: ${smallest?.says}`);
  return smallest === undefined ? [] : [smallest];
});

const found: Found = {
  seed: SEED,
  failures,
  early: { cases: EARLY, failures: referenceFailures(EARLY, SEED) },
  examples,
};
mkdirSync(new URL('./', FOUND_FILE), { recursive: true });
writeFileSync(FOUND_FILE, `${JSON.stringify(found)}\n`);

const folder = new URL('examples/laws/', root);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const example of examples) writeFileSync(new URL(fileOf(example), folder), exampleFile(example));

const page = new URL('docs/laws.md', root);
writeFileSync(page, lawsPage(readFileSync(page, 'utf8'), found));
