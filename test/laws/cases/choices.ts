import fc from 'fast-check';

/** Whole numbers below 65536 that decide what a random case is. Fewer and smaller numbers decide for simpler cases. */
export type Choices = readonly number[];

const RANGE = 65_536;

/** Reads choices in place of random numbers. Behind the last one all are 0, the simplest choice. */
export class ChoiceReader {
  private readonly choices: Choices;
  private position: number;

  constructor(choices: Choices, position = 0) {
    this.choices = choices;
    this.position = position;
  }

  nextBelow(end: number): number {
    return Math.floor((this.next() / RANGE) * end);
  }

  /** From 1 down, so that what has a small chance happens for large numbers only. */
  nextFraction(): number {
    return 1 - (this.next() + 1) / (RANGE + 1);
  }

  private next(): number {
    return this.choices[this.position++] ?? 0;
  }
}

/** Where shrinking has arrived: runs of choices of one length, from a position on. Runs of 0 stand for halving single choices. */
interface Progress {
  readonly run: number;
  readonly start: number;
}

/** Choices of one length. Shrinking drops runs of them, sets runs to 0, and halves single ones, each place once. */
class ChoiceArbitrary extends fc.Arbitrary<Choices> {
  private readonly length: number;

  constructor(length: number) {
    super();
    this.length = length;
  }

  override generate(random: fc.Random): fc.Value<Choices> {
    const choices = Array.from({ length: this.length }, () => random.nextInt(0, RANGE - 1));
    return new fc.Value<Choices>(choices, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Choices {
    return Array.isArray(value);
  }

  override shrink(choices: Choices, context: unknown): fc.Stream<fc.Value<Choices>> {
    const progress = context instanceof Arrived ? context : new Arrived(2 ** Math.floor(Math.log2(this.length)), 0);
    return fc.stream(simpler(choices, progress));
  }
}

class Arrived implements Progress {
  readonly run: number;
  readonly start: number;

  constructor(run: number, start: number) {
    this.run = run;
    this.start = start;
  }
}

function* simpler(choices: Choices, progress: Progress): IterableIterator<fc.Value<Choices>> {
  const used = choices.findLastIndex((choice) => choice > 0) + 1;
  const value = (fewer: Choices, run: number, start: number) => new fc.Value(fewer, new Arrived(run, start));
  for (let run = progress.run; run >= 1; run = Math.floor(run / 2)) {
    for (let start = run === progress.run ? progress.start : 0; start < used; start += run) {
      const [before, after] = [choices.slice(0, start), choices.slice(start + run, used)];
      yield value([...before, ...after], run, start);
      const part = choices.slice(start, start + run);
      if (part.some((choice) => choice > 0)) yield value([...before, ...part.map(() => 0), ...after], run, start + run);
    }
  }
  for (let index = progress.run === 0 ? progress.start : 0; index < used; index++) {
    const choice = choices[index] ?? 0;
    for (const smaller of [Math.floor(choice / 4), choice - Math.ceil(RANGE / 8), choice - Math.ceil(RANGE / 32)]) {
      if (smaller > 0 && smaller < choice) yield value(choices.with(index, smaller).slice(0, used), 0, index);
    }
  }
}

/** What makes a case: its design (layer, accelerator, unrollings), and what is done with it (order, boundaries, changes). */
export interface CaseChoices {
  readonly design: Choices;
  readonly mapping: Choices;
}

export const DESIGNS: fc.Arbitrary<Choices> = new ChoiceArbitrary(256);
export const MAPPINGS: fc.Arbitrary<Choices> = new ChoiceArbitrary(64);
export const CASES: fc.Arbitrary<CaseChoices> = fc.record({ design: DESIGNS, mapping: MAPPINGS });
