import { divisors, product } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { type MemoryLevel, portServing } from '../../model/accelerator/memory.ts';
import type { ArrayUnrolling, SpatialMapping, Unrolling } from '../../model/mapping/spatial-mapping.ts';
import type { Layer, LayerOperand } from '../../model/workload/layer.ts';
import { operandRelevance } from '../../model/workload/relevance.ts';
import { NotCovered } from '../not-covered.ts';
import { inSetOrder } from './hash-order.ts';

/** More spatial mappings than these are not listed. */
const MOST_MAPPINGS = 2_000_000;

/** An innermost memory with an operand, and the loop dimensions along which units need different elements of it. */
interface InnerHolding {
  readonly memory: MemoryLevel;
  readonly operand: LayerOperand;
  /** Words that the array gets from it, or gives to it, per cycle. */
  readonly words: number;
  readonly differs: (dimension: string) => boolean;
}

/**
 * The spatial mappings of a layer (docs/mapping-search.md#spatial-mapping), best score first. Of the ways to leave an array dimension unused
 * only the first is listed. Empty where there is none.
 * @param most undefined for all.
 * @param repeats also lists the other ways to leave an array dimension unused, as a default run does.
 * @throws NotCovered where they are too many.
 */
export function spatialList(
  layer: Layer,
  accelerator: Accelerator,
  most: number | undefined,
  repeats = false,
): SpatialMapping[] {
  const inner = innerHoldings(layer, accelerator);
  const limit = limits(layer, accelerator, inner);
  const fixed = fixedPart(layer, accelerator, limit);
  const free = accelerator.operationalArray.dimensions.filter(
    ({ name }) => !fixed.some(({ arrayDimension }) => arrayDimension === name),
  );
  if (!isAllowed(fixed, layer, accelerator, limit)) return [];
  let partial: SpatialMapping[] = [fixed];
  for (const { name } of free) {
    const choices = choicesFor(name, layer, limit, repeats);
    partial = partial.flatMap((chosen) =>
      choices.filter((choice) => fitsLoops([...chosen, choice], layer)).map((choice) => [...chosen, choice]),
    );
    if (partial.length > MOST_MAPPINGS) throw new NotCovered('too many spatial mappings');
  }
  const ranked = partial
    .filter((mapping) => fitsLoops(mapping, layer))
    .map((mapping) => ({ mapping, score: scoreOf(mapping) }));
  ranked.sort((x, y) => y.score - x.score);
  const kept = ranked.slice(0, most).map(({ mapping }) => mapping);
  return withinCapacity(kept, fixed, inner);
}

function innerHoldings(layer: Layer, { memoryHierarchy }: Accelerator): InnerHolding[] {
  return memoryHierarchy.innerMemories.flatMap((memory) =>
    memory.operands.flatMap((memoryOperand): InnerHolding[] => {
      const operand = layer.operands.find(({ name }) => layer.mapping.memoryOperandLinks.get(name) === memoryOperand);
      if (operand === undefined) return [];
      const { irrelevant } = operandRelevance(layer, operand);
      const isOutput = operand === layer.operands[0];
      const port = portServing(memory, memoryOperand, isOutput ? 'wr_in_by_low' : 'rd_out_to_low');
      const isFree = port === undefined || operand.precisionBits === 0;
      return [
        {
          memory,
          operand,
          words: isFree ? Number.POSITIVE_INFINITY : Math.floor(port.bandwidthMax / operand.precisionBits),
          differs: (dimension) => !irrelevant.includes(dimension),
        },
      ];
    }),
  );
}

type Limit = (arrayDimension: string, dimension: string) => number;

function limits(layer: Layer, { operationalArray }: Accelerator, inner: readonly InnerHolding[]): Limit {
  const table = new Map<string, number>();
  for (const { name, size } of operationalArray.dimensions) {
    for (const dimension of layer.dimensions) {
      const words = inner
        .filter(({ memory, differs }) => memory.servedDimensions.includes(name) && differs(dimension.name))
        .map((holding) => holding.words);
      table.set(`${name} ${dimension.name}`, Math.min(dimension.size, size, ...words));
    }
  }
  return (arrayDimension, dimension) => table.get(`${arrayDimension} ${dimension}`) ?? 0;
}

/** What the mapping file fixes, made valid (docs/mapping-search.md#user-given-mappings). */
function fixedPart(layer: Layer, { operationalArray }: Accelerator, limit: Limit): SpatialMapping {
  const sizes = new Map(operationalArray.dimensions.map(({ name, size }) => [name, size]));
  let fixed = layer.mapping.spatialMapping.map(({ arrayDimension, unrollings }): ArrayUnrolling => {
    let kept = unrollings
      .filter(({ dimension }) => layer.dimensions.some(({ name }) => name === dimension))
      .map(
        ({ dimension, factor }): Unrolling => ({
          dimension,
          factor: Math.min(factor, limit(arrayDimension, dimension)),
        }),
      );
    while (kept.length > 0 && factorOf(kept) > (sizes.get(arrayDimension) ?? 0)) {
      const [first] = inSetOrder(
        'loops',
        kept.map(({ dimension }) => dimension),
      );
      kept = kept.filter(({ dimension }) => dimension !== first);
    }
    return { arrayDimension, unrollings: kept };
  });
  fixed = fixed.filter(({ arrayDimension, unrollings }) => sizes.has(arrayDimension) || unrollings.length > 0);
  for (const { name, size } of layer.dimensions) {
    while (totalOf(fixed, name) > size) {
      const holding = inSetOrder(
        'array',
        fixed.map(({ arrayDimension }) => arrayDimension),
      ).filter((arrayDimension) =>
        fixed.some(
          (entry) =>
            entry.arrayDimension === arrayDimension && entry.unrollings.some(({ dimension }) => dimension === name),
        ),
      );
      const [victim] = inSetOrder('array', holding);
      fixed = fixed.map((entry) =>
        entry.arrayDimension === victim
          ? { ...entry, unrollings: entry.unrollings.filter(({ dimension }) => dimension !== name) }
          : entry,
      );
    }
  }
  return fixed;
}

function choicesFor(arrayDimension: string, layer: Layer, limit: Limit, repeats: boolean): ArrayUnrolling[] {
  const known = layer.dimensions.map(({ name }) => name);
  const hint = layer.mapping.spatialMappingHint.get(arrayDimension) ?? [];
  const allowed = inSetOrder('loops', hint.some((name) => known.includes(name)) ? hint : known);
  const choices = allowed
    .filter((dimension) => known.includes(dimension))
    .flatMap((dimension) =>
      divisors(limit(arrayDimension, dimension))
        .reverse()
        .map((factor) => ({ arrayDimension, unrollings: [{ dimension, factor }] })),
    );
  const unused = choices.findIndex(({ unrollings }) => factorOf(unrollings) === 1);
  return choices.filter(({ unrollings }, index) => repeats || index === unused || factorOf(unrollings) > 1);
}

function isAllowed(mapping: SpatialMapping, layer: Layer, { operationalArray }: Accelerator, limit: Limit): boolean {
  return mapping.every(
    ({ arrayDimension, unrollings }) =>
      factorOf(unrollings) <= (operationalArray.dimensions.find(({ name }) => name === arrayDimension)?.size ?? 0) &&
      unrollings.every(({ dimension, factor }) => factor >= 1 && factor <= limit(arrayDimension, dimension)) &&
      fitsLoops(mapping, layer),
  );
}

function fitsLoops(mapping: SpatialMapping, layer: Layer): boolean {
  return layer.dimensions.every(({ name, size }) => totalOf(mapping, name) <= size);
}

function totalOf(mapping: SpatialMapping, dimension: string): number {
  return product(
    mapping.flatMap(({ unrollings }) =>
      unrollings.filter((entry) => entry.dimension === dimension).map(({ factor }) => factor),
    ),
  );
}

function factorOf(unrollings: readonly Unrolling[]): number {
  return product(unrollings.map(({ factor }) => factor));
}

/** Units in use, and a little more for several moderate unrollings than for a large one (docs/mapping-search.md#ranking). */
function scoreOf(mapping: SpatialMapping): number {
  const used = product(mapping.map(({ unrollings }) => factorOf(unrollings)));
  const dimensions = new Set(mapping.flatMap(({ unrollings }) => unrollings.map(({ dimension }) => dimension)));
  const largest = Math.max(1, ...[...dimensions].map((dimension) => totalOf(mapping, dimension)));
  return used + (used / largest - 1);
}

/**
 * Lowers unrollings until every innermost memory holds an element for each unit (docs/mapping-search.md#capacity-limit). What the file
 * doesn't fix is shared by all mappings with the same choice: lowered for one, it is lowered for all.
 */
function withinCapacity(
  mappings: readonly SpatialMapping[],
  fixed: SpatialMapping,
  inner: readonly InnerHolding[],
): SpatialMapping[] {
  const now = new Map<ArrayUnrolling, ArrayUnrolling>();
  const ownFixed = mappings.map((mapping) => {
    const state = mapping.map((entry) => now.get(entry) ?? entry);
    for (const holding of inner) lower(state, holding);
    for (const [index, entry] of mapping.entries()) if (!fixed.includes(entry)) now.set(entry, state[index]);
    return state;
  });
  return mappings.map((mapping, index) =>
    mapping.map((entry, place) => (fixed.includes(entry) ? ownFixed[index][place] : (now.get(entry) ?? entry))),
  );
}

function lower(state: ArrayUnrolling[], { memory, operand, differs }: InnerHolding): void {
  const elements = operand.precisionBits === 0 ? Number.POSITIVE_INFINITY : memory.sizeBits / operand.precisionBits;
  if (elements < 1) return;
  const served = inSetOrder('array', memory.servedDimensions).flatMap((name) =>
    state.filter(({ arrayDimension }) => arrayDimension === name),
  );
  const unrollings = served.flatMap((entry) => entry.unrollings).filter(({ dimension }) => differs(dimension));
  const factors = inSetOrder(
    'loops',
    unrollings.map(({ dimension }) => dimension),
  ).flatMap((dimension) => unrollings.filter((entry) => entry.dimension === dimension).map(({ factor }) => factor));
  if (product(factors) <= elements) return;
  const lowered = [...factors];
  while (product(lowered) > elements) {
    const largest = Math.max(...lowered);
    if (largest <= 0) break;
    lowered[lowered.indexOf(largest)]--;
  }
  const replaced = new Map(factors.map((factor, index) => [factor, lowered[index]]));
  for (const [index, entry] of state.entries()) {
    if (!served.includes(entry)) continue;
    state[index] = {
      ...entry,
      unrollings: entry.unrollings.map((unrolling) =>
        differs(unrolling.dimension)
          ? { ...unrolling, factor: replaced.get(unrolling.factor) ?? unrolling.factor }
          : unrolling,
      ),
    };
  }
}
