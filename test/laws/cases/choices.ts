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

/** Choices of one length. Shrinking drops runs of them, sets runs to 0, and halves single ones. */
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

  override shrink(choices: Choices): fc.Stream<fc.Value<Choices>> {
    return fc.stream(simpler(choices)).map((fewer) => new fc.Value<Choices>(fewer, undefined));
  }
}

function* simpler(choices: Choices): IterableIterator<Choices> {
  const used = choices.findLastIndex((choice) => choice > 0) + 1;
  for (let run = used; run >= 1; run = Math.floor(run / 2)) {
    for (let start = 0; start < used; start += run) {
      const part = choices.slice(start, start + run);
      if (part.some((choice) => choice > 0)) {
        yield [...choices.slice(0, start), ...part.map(() => 0), ...choices.slice(start + run, used)];
      }
      yield [...choices.slice(0, start), ...choices.slice(start + run, used)];
    }
  }
  for (let index = 0; index < used; index++) {
    const choice = choices[index] ?? 0;
    for (const smaller of [Math.floor(choice / 2), choice - Math.ceil(RANGE / 8), choice - Math.ceil(RANGE / 32)]) {
      if (smaller > 0 && smaller < choice) yield choices.with(index, smaller).slice(0, used);
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
