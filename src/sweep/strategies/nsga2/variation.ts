import type { RandomStream } from '../../../base/random.ts';
import type { Parameter, SettingValue } from '../../../design-space/setting.ts';

/** A gene: the position of a parameter's value in its list. */
export interface Gene {
  /** Number of values. */
  readonly length: number;
  /** Whether neighbours in the list are alike, so that a step to the next value is a small one. */
  readonly isOrdered: boolean;
}

/** Share of pairs that are crossed; the others pass on what they have. */
const CROSSED = 0.9;

/** How close children stay to their parents; the larger, the closer. */
const CROSSOVER_INDEX = 2;

/** How close a mutated gene stays to what it was; the larger, the closer. */
const MUTATION_INDEX = 20;

/** Share of mutations of ordered genes that may go anywhere: in a short list the others go to the neighbours alone. */
const UNIFORM = 0.1;

/** Genes of parameters. Numbers, and lists of numbers, that only rise or only fall are ordered. */
export function genesOf(parameters: readonly Parameter[]): Gene[] {
  return parameters.map(({ values }) => ({ length: values.length, isOrdered: isOrdered(values) }));
}

function isOrdered(values: readonly SettingValue[]): boolean {
  if (values.every((value) => typeof value === 'number')) {
    const steps = values.slice(1).map((value, place) => value - (values[place] ?? 0));
    return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
  }
  const lists = values.filter((value): value is readonly SettingValue[] => Array.isArray(value));
  const length = lists[0]?.length ?? 0;
  if (lists.length < values.length || lists.some((list) => list.length !== length)) return false;
  return Array.from({ length }, (_, place) => lists.map((list) => list[place] ?? null)).every(isOrdered);
}

/**
 * A child of two designs. Ordered genes: simulated binary crossover on positions, rounded (K. Deb and R. B. Agrawal, "Simulated binary
 * crossover for continuous search space", Complex Systems 9, 1995). Others: the gene of either parent.
 */
export function crossed(
  genes: readonly Gene[],
  a: readonly number[],
  b: readonly number[],
  stream: RandomStream,
): number[] {
  if (stream.nextFraction() >= CROSSED) return [...(stream.nextFraction() < 0.5 ? a : b)];
  return genes.map(({ length, isOrdered }, place) => {
    const [own, other] = stream.nextFraction() < 0.5 ? [a, b] : [b, a];
    const [from, to] = [own[place] ?? 0, other[place] ?? 0];
    if (!isOrdered || stream.nextFraction() < 0.5) return from;
    const spread = spreadFactor(stream.nextFraction());
    return within(Math.round(((1 + spread) * from + (1 - spread) * to) / 2), length);
  });
}

/** How far apart children are, relative to their parents. */
function spreadFactor(fraction: number): number {
  const power = 1 / (CROSSOVER_INDEX + 1);
  return fraction < 0.5 ? (2 * fraction) ** power : (1 / (2 * (1 - fraction))) ** power;
}

/**
 * A design with one gene changed on average, `atLeast` of them for certain. Ordered genes: polynomial mutation on positions (K. Deb and
 * M. Goyal, "A combined genetic adaptive search (GeneAS) for engineering design", Computer Science and Informatics 26, 1996), by one
 * step or more. Others: any other value.
 */
export function mutated(
  genes: readonly Gene[],
  positions: readonly number[],
  atLeast: 0 | 1,
  stream: RandomStream,
): number[] {
  const changeable = [...genes.keys()].filter((place) => (genes[place]?.length ?? 0) > 1);
  const forced = atLeast === 1 ? changeable[stream.nextBelow(changeable.length)] : undefined;
  const result = [...positions];
  for (const place of changeable) {
    if (stream.nextFraction() * changeable.length >= 1 && place !== forced) continue;
    const gene = genes[place];
    if (gene !== undefined) result[place] = mutatedGene(gene, positions[place] ?? 0, stream);
  }
  return result;
}

function mutatedGene({ length, isOrdered }: Gene, position: number, stream: RandomStream): number {
  if (!isOrdered || stream.nextFraction() < UNIFORM) return (position + 1 + stream.nextBelow(length - 1)) % length;
  // The share of the range that it moves by is less than 1.
  const share = 1 - (1 - stream.nextFraction()) ** (1 / (MUTATION_INDEX + 1));
  const step = 1 + Math.floor(share * (length - 1));
  const isUp = stream.nextFraction() < 0.5;
  const moved = isUp ? position + step : position - step;
  // At an end it goes the other way instead.
  return moved >= 0 && moved < length ? moved : within(isUp ? position - step : position + step, length);
}

function within(position: number, length: number): number {
  return Math.max(0, Math.min(length - 1, position));
}
