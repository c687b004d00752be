import { countText, groupedText } from '../../base/number-text.ts';
import type { SweepCounts, SweepResults } from '../../sweep/points/sweep-results.ts';
import { EXCEEDING, mainQuantity, rowsWhere, type SweepTable, statusAt, valueAt } from '../data/sweep-table.ts';
import { differenceOf, fullLabelOf, labelOf } from '../words/labels.ts';
import { readableLimit } from '../words/limit-texts.ts';
import { changeOf, extremeWord, figureText, moreText, typeset } from '../words/words.ts';
import type { BestDesigns } from './best-designs.ts';
import { curveSentences } from './curve-sentences.ts';
import type { Sensitivities } from './sensitivity.ts';

/** What a sweep answers: a sentence, and the sentences that give its reasons. */
export interface Answer {
  readonly lead: string;
  readonly reasons: readonly string[];
}

/** A change of the price below this is not told. */
const PRICE_MATTERS = 0.01;
/** The limit decides if the best design without it is this much better. */
const LIMIT_DECIDES = 0.01;
/** From here on the next best design is far behind. */
const FAR_BEHIND = 0.5;

export function answerOf(
  results: Pick<SweepResults, 'counts' | 'hasObjectives'>,
  table: SweepTable,
  designs: BestDesigns,
  sensitive: Sensitivities,
): Answer {
  const { best, costed, within } = designs;
  const soFar = isPartial(results) ? 'So far: ' : '';
  if (best < 0)
    return { lead: `${soFar}${withoutBest(results.counts, costed, within)}`, reasons: nearestToLimit(table, designs) };
  const quantity = mainQuantity(table);
  const label = fullLabelOf(table, best);
  const lead = results.hasObjectives
    ? `${soFar === '' ? 'Build' : 'So far: build'} ${label}.`
    : `${soFar}${label} has the ${extremeWord(quantity)} ${quantity.short}.`;
  const reasons = [
    bestSentence(table, designs, results.counts),
    nextSentence(table, designs),
    limitSentence(table, designs),
    ...unknownSentences(table),
    skippedSentence(results.counts, table),
    ...curveSentences(table, sensitive, isPartial(results)),
  ];
  return { lead, reasons: reasons.filter((sentence) => sentence !== undefined) };
}

/** Whether designs are left to look at. */
export function isPartial({ counts }: Pick<SweepResults, 'counts'>): boolean {
  return counts.costed + counts.refused + counts.skipped < counts.planned;
}

function withoutBest({ refused, planned }: SweepCounts, costed: number, within: number): string {
  if (costed === 0) return refused === planned ? 'No design can be built.' : 'No design has figures.';
  return within === 0 ? 'No design is within the limits.' : 'No design has a known figure to be best by.';
}

/** Where nothing is within the limits: the design that would be best, and how far it is beyond. */
function nearestToLimit(table: SweepTable, { unlimited, within }: BestDesigns): string[] {
  if (unlimited < 0 || within > 0) return [];
  const beyond = table.limits.flatMap(({ quantity, text }) => {
    const figures = table.quantities[quantity];
    if (figures === undefined) return [];
    return [
      `${figureText(figures, valueAt(table, quantity, unlimited))} of ${figures.short} against ${readableLimit(text)}`,
    ];
  });
  const unknown = unknownSentences(table);
  if (unknown.length > 0) return unknown;
  const tail = beyond.length === 0 ? '' : `: ${beyond.join(', ')}`;
  return [`${labelOf(table, unlimited)} would be best without them${tail}.`];
}

/** `The area of 19 designs is unknown. They count as over the limit.` */
function unknownSentences(table: SweepTable): string[] {
  return [...new Set(table.limits.map(({ quantity }) => quantity))].flatMap((place) => {
    const quantity = table.quantities[place];
    const unknown = rowsWhere(
      table,
      (row) => statusAt(table, row) === EXCEEDING && Number.isNaN(valueAt(table, place, row)),
    ).length;
    if (quantity === undefined || unknown === 0) return [];
    return [
      `The ${quantity.short} of ${designs(unknown)} is unknown. ${unknown === 1 ? 'It counts' : 'They count'} as over the limit.`,
    ];
  });
}

/** `Bounds prove that none of the 47 skipped designs is better.` */
function skippedSentence({ skipped }: SweepCounts, { limits }: SweepTable): string | undefined {
  if (skipped === 0) return undefined;
  const within = limits.length === 0 ? '' : limits.length === 1 ? ' within the limit' : ' within the limits';
  return skipped === 1
    ? `Bounds prove that the skipped design is no better${within}.`
    : `Bounds prove that none of the ${typeset(groupedText(String(skipped)))} skipped designs is better${within}.`;
}

/** `It has the least product of the 46 designs within area ≤ 4 mm²: 6.25 kJ·cycles at 3.58 mm² of area.` */
function bestSentence(
  table: SweepTable,
  { best, within, equal, costed }: BestDesigns,
  { skipped }: SweepCounts,
): string {
  const quantity = mainQuantity(table);
  const price = table.price === undefined ? undefined : table.quantities[table.price];
  const value = figureText(quantity, valueAt(table, quantity.place, best));
  const cost = table.price === undefined ? Number.NaN : valueAt(table, table.price, best);
  const at = price === undefined || Number.isNaN(cost) ? '' : ` at ${figureText(price, cost)} of ${price.short}`;
  const limits = table.limits.map(({ text }) => readableLimit(text)).join(' and ');
  if (costed === 1) return `It is the only design with figures: ${value}${at}.`;
  const among =
    limits === ''
      ? `of ${skipped > 0 ? `the ${designs(within)} searched` : `all ${designs(within)}`}`
      : `of the ${designs(within)} within ${limits}`;
  if (within === 1) return `No other design is within ${limits}. It takes ${value}${at}.`;
  const ties =
    equal === 0
      ? ''
      : ` ${equal === 1 ? 'One other design is' : `${groupedText(String(equal))} other designs are`} as good.`;
  return `It has the ${extremeWord(quantity)} ${quantity.title} ${among}: ${value}${at}.${ties}`;
}

/** `The next best, 256 KiB, costs 2.4 % more product and saves 0.355 mm² of area.` */
function nextSentence(table: SweepTable, { best, next, equal }: BestDesigns): string | undefined {
  const quantity = mainQuantity(table);
  if (next < 0 || equal > 0) return undefined;
  const change = changeOf(table, quantity.place, next, best);
  if (change === undefined) return undefined;
  const name = differenceOf(table, next, best);
  const verb = quantity.sign > 0 ? 'costs' : 'gives';
  if (Math.abs(change.fraction) >= FAR_BEHIND) {
    return `Nothing comes close: the next best, ${name}, ${verb} ${moreText(change.fraction, quantity)}.`;
  }
  return `The next best, ${name}, ${verb} ${moreText(change.fraction, quantity)}${priceClause(table, next, best)}.`;
}

function priceClause(table: SweepTable, row: number, best: number): string {
  const price = table.price === undefined ? undefined : table.quantities[table.price];
  if (table.price === undefined || price === undefined || price.sign < 0) return '';
  const change = changeOf(table, table.price, row, best);
  if (change === undefined || Math.abs(change.fraction) < PRICE_MATTERS) return '';
  const size = Math.abs(valueAt(table, table.price, row) - valueAt(table, table.price, best));
  return ` and ${change.fraction < 0 ? 'saves' : 'adds'} ${figureText(price, Number(size.toPrecision(3)))} of ${price.short}`;
}

/** `The limit on area decides: array 64 would take 27.0 % less product and 2.27 mm² more.` */
function limitSentence(table: SweepTable, { best, unlimited, within, costed }: BestDesigns): string | undefined {
  if (unlimited < 0 || within === costed) return undefined;
  const quantity = mainQuantity(table);
  const limited = table.limits.map(
    ({ quantity: place, text }) => table.quantities[place]?.short ?? readableLimit(text),
  );
  const name = `The ${limited.length === 1 ? 'limit' : 'limits'} on ${[...new Set(limited)].join(' and ')}`;
  const decide = limited.length === 1 ? 'decides' : 'decide';
  if (unlimited === best) {
    return `${name} ${limited.length === 1 ? 'does' : 'do'} not decide: it is also the best of all ${designs(costed)}.`;
  }
  const change = changeOf(table, quantity.place, unlimited, best);
  if (change === undefined || Math.abs(change.fraction) < LIMIT_DECIDES) return undefined;
  return `${name} ${decide}: ${differenceOf(table, unlimited, best)} would ${quantity.sign > 0 ? 'take' : 'give'} ${moreText(change.fraction, quantity)}${limitClause(table, unlimited, best)}.`;
}

/** By how much the figures with a limit change. */
function limitClause(table: SweepTable, row: number, best: number): string {
  const places = [...new Set(table.limits.map(({ quantity }) => quantity))];
  const parts = places.flatMap((place) => {
    const quantity = table.quantities[place];
    const difference = valueAt(table, place, row) - valueAt(table, place, best);
    if (quantity === undefined || Number.isNaN(difference) || difference === 0) return [];
    const size = figureText(quantity, Number(Math.abs(difference).toPrecision(3)));
    return [`${size} ${difference > 0 ? 'more' : 'less'} ${quantity.short}`];
  });
  return parts.length === 0 ? '' : ` and ${parts.join(', ')}`;
}

function designs(count: number): string {
  return typeset(count === 1 ? countText(1, 'design') : `${groupedText(String(count))} designs`);
}
