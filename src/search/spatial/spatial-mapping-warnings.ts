import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate, layerList } from '../../base/enumerate.ts';
import { largest, smallest } from '../../base/extremes.ts';
import { nearestWord } from '../../base/suggest.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MappingConstraints } from '../../model/mapping/mapping-constraints.ts';
import { totalUnrolling, utilisation } from '../../model/mapping/spatial-mapping.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { type Layer, loopSize } from '../../model/workload/layer.ts';
import type { SpatialGeneratorOptions } from './generate-spatial-mappings.ts';
import { innerOperands, unrollingLimit } from './maximal-unrolling.ts';
import { lossText, type UnrollingLoss, type UserMappingOutcome, userMappingOutcome } from './unrolling-losses.ts';

/*
 * What a run makes of the spatial part of a mapping file, where that is less than the file asks for (docs/errors.md): one warning per
 * entry and cause, however many layers it concerns.
 */

/** A layer with one of its losses. */
interface LayerLoss {
  readonly layer: Layer;
  readonly loss: UnrollingLoss;
  readonly outcome: UserMappingOutcome;
}

/**
 * Unrollings that are lowered or dropped, array dimensions that stay idle, and hints without effect.
 * @param layers those that are searched; entries of others aren't looked at.
 */
export function spatialMappingWarnings(
  layers: readonly Layer[],
  accelerator: Accelerator,
  options: SpatialGeneratorOptions,
): Diagnostic[] {
  const groups = new Map<string, LayerLoss[]>();
  const outcomes = new Map<string, UserMappingOutcome>();
  for (const layer of layers) {
    const key = outcomeKey(layer);
    const outcome = outcomes.get(key) ?? userMappingOutcome(layer, accelerator, options);
    outcomes.set(key, outcome);
    for (const loss of outcome.losses) add(groups, lossKey(layer, loss), { layer, loss, outcome });
  }
  return [
    ...[...groups.values()].flatMap((group) => lossWarning(group, layers, accelerator)),
    ...hintWarnings(layers, accelerator),
  ];
}

/** Equal for layers whose spatial mappings are the same. */
function outcomeKey({ dimensions, operands, relations, mapping }: Layer): string {
  const { spatialMapping, spatialMappingHint, memoryOperandLinks } = mapping;
  const parts = [dimensions, operands, relations, spatialMapping, [...spatialMappingHint], [...memoryOperandLinks]];
  return JSON.stringify([entryKey(mapping), ...parts]);
}

function entryKey({ entryName, origin }: MappingConstraints): string {
  return `${origin?.file ?? ''} ${origin?.path ?? ''} ${entryName}`;
}

function lossKey({ mapping }: Layer, { arrayDimension, asked, cause }: UnrollingLoss): string {
  const memories =
    cause.kind === 'narrowPort'
      ? cause.ports.map(({ memory, port }) => `${memory.name} ${port.name}`).join(', ')
      : cause.kind === 'smallMemory'
        ? cause.memory.name
        : '';
  return [entryKey(mapping), arrayDimension, asked.dimension, cause.kind, memories].join(' | ');
}

function lossWarning(group: readonly LayerLoss[], layers: readonly Layer[], accelerator: Accelerator): Diagnostic[] {
  // The layer that loses most speaks for all.
  const [worst] = group.toSorted((a, b) => lostFactor(b.loss) - lostFactor(a.loss));
  if (worst === undefined) return [];
  const { layer, loss, outcome } = worst;
  const { arrayDimension, asked, cause } = loss;
  const { entryName } = layer.mapping;
  const at = within(layer.mapping, `spatial_mapping.${arrayDimension}`);
  const names = [...new Set(group.map((one) => one.layer.name))];
  const used = useText(group, arrayDimension, accelerator);
  const where =
    names.length === 1 ? layerList(names) : `${layerList(names)}${differ(group) ? `, most in "${layer.name}"` : ''}`;
  const text = `entry "${entryName}": ${lossText(loss)} (${where})${used}`;
  const canTake = freeLoops(layer, outcome, arrayDimension);
  switch (cause.kind) {
    case 'loopMissing': {
      const sharing = layers.filter(({ mapping }) => entryKey(mapping) === entryKey(layer.mapping));
      const isInNone = sharing.every(({ dimensions }) => dimensions.every(({ name }) => name !== asked.dimension));
      if (!isInNone) {
        const fix = `write a separate entry for such layers${canTake === undefined ? '' : `; in "${layer.name}", ${arrayDimension} can take ${canTake}`}`;
        return [warning('ZZ4206', at, text, fix)];
      }
      const loops = layer.dimensions.map(({ name }) => name);
      const similar = nearestWord(asked.dimension, loops);
      const message = `entry "${entryName}": ${asked.dimension} ${asked.factor} on ${arrayDimension} is dropped: no layer that the entry applies to has a loop ${asked.dimension}; "${layer.name}" has ${enumerate(loops)}${used}`;
      const fix = similar === undefined ? 'correct the name' : `correct the name; did you mean "${similar}"?`;
      return [
        warning('ZZ4205', at, message, canTake === undefined ? fix : `${fix} (${arrayDimension} can take ${canTake})`),
      ];
    }
    case 'oneIteration': {
      const fix = `write a separate entry for such layers${canTake === undefined ? '' : `; in "${layer.name}", ${arrayDimension} can take ${canTake}`}`;
      return [warning('ZZ4207', at, text, fix)];
    }
    case 'arrayTooSmall':
      return [
        warning(
          'ZZ4304',
          at,
          text,
          `write "${asked.dimension}, ${cause.size}", or give ${arrayDimension} ${Math.min(asked.factor, loopSize(layer, asked.dimension))} units`,
        ),
      ];
    case 'arrayFull':
      return [
        warning(
          'ZZ4305',
          at,
          text,
          `lower the factors on ${arrayDimension} until their product is at most ${cause.size}`,
        ),
      ];
    case 'loopCovered':
      return [
        warning(
          'ZZ4306',
          at,
          text,
          `lower the factors of ${asked.dimension} until their product is at most ${cause.iterations}, or unroll another loop on ${arrayDimension}`,
        ),
      ];
    case 'narrowPort':
      return [warning('ZZ4307', at, text, portRemedy(layer, loss, accelerator))];
    case 'smallMemory':
      return [
        warning(
          'ZZ4308',
          at,
          text,
          `enlarge "${cause.memory.name}" to ${cause.neededBits} bits, or take ${arrayDimension} out of its served_dimensions`,
        ),
      ];
  }
}

/** `widen it to 512 bits, or let "acc" serve D2 in place of D1`. */
function portRemedy(layer: Layer, { arrayDimension, cause }: UnrollingLoss, accelerator: Accelerator): string {
  if (cause.kind !== 'narrowPort') return '';
  const widths = cause.ports.map(({ port, memory, neededBits }) =>
    cause.ports.length === 1
      ? `widen it to ${neededBits} bits (bandwidth_max)`
      : `widen "${port.name}" of "${memory.name}" to ${neededBits} bits (bandwidth_max)`,
  );
  const serving = cause.ports.map(({ memory, operand }) => {
    const isDistinct = innerOperands(layer, accelerator).find(
      (inner) => inner.memory === memory && inner.operand === operand,
    )?.isDistinct;
    // Along such an array dimension, all units use the same word of the operand.
    const better = layer.mapping.spatialMapping.find(
      (entry) =>
        utilisation(entry) > 1 &&
        !memory.servedDimensions.includes(entry.arrayDimension) &&
        accelerator.operationalArray.dimensions.some(({ name }) => name === entry.arrayDimension) &&
        entry.unrollings.every(({ dimension, factor }) => factor === 1 || isDistinct?.(dimension) === false),
    );
    return better === undefined
      ? `take ${arrayDimension} out of served_dimensions of "${memory.name}"`
      : `let "${memory.name}" serve ${better.arrayDimension} in place of ${arrayDimension}`;
  });
  return `${enumerate(widths)}, or ${enumerate([...new Set(serving)])}`;
}

function lostFactor({ asked, given, cause }: UnrollingLoss): number {
  return (cause.kind === 'narrowPort' ? cause.units : asked.factor) / Math.max(1, given);
}

function differ(group: readonly LayerLoss[]): boolean {
  return new Set(group.map(({ loss }) => lossText(loss))).size > 1;
}

/** `; 1 of 8 units of D1 is used`, the least of all layers. */
function useText(group: readonly LayerLoss[], arrayDimension: string, { operationalArray }: Accelerator): string {
  const size = operationalArray.dimensions.find(({ name }) => name === arrayDimension)?.size ?? 0;
  const used = group.map(({ outcome, loss }) => {
    const entry = outcome.fixed.find((one) => one.arrayDimension === arrayDimension);
    const units = entry === undefined ? 1 : utilisation(entry);
    return loss.cause.kind === 'smallMemory' ? (units / loss.asked.factor) * loss.given : units;
  });
  const least = smallest(used);
  const most = largest(used);
  return `; ${least === most ? least : `${least} to ${most}`} of ${size} units of ${arrayDimension} work`;
}

/** Most loops that are offered for an idle array dimension. */
const MOST_OFFERS = 3;

/** `K 8, C 8 or B 6`: loops that the array dimension could take beside what the entry fixes elsewhere; undefined if there are none. */
function freeLoops(layer: Layer, { fixed, limits }: UserMappingOutcome, arrayDimension: string): string | undefined {
  const elsewhere = fixed.filter((entry) => entry.arrayDimension !== arrayDimension);
  const offers = layer.dimensions
    .map(({ name, size }) => ({
      name,
      units: Math.min(unrollingLimit(limits, arrayDimension, name), Math.floor(size / totalUnrolling(elsewhere, name))),
    }))
    .filter(({ units }) => units > 1)
    .toSorted((a, b) => b.units - a.units)
    .slice(0, MOST_OFFERS)
    .map(({ name, units }) => `${name} ${units}`);
  return offers.length === 0 ? undefined : enumerate(offers, 'or');
}

/** Hints that allow every loop, as none of theirs is a loop of the layer, and hints that nothing asks for. */
function hintWarnings(layers: readonly Layer[], { name: accelerator, operationalArray }: Accelerator): Diagnostic[] {
  const known = operationalArray.dimensions.map(({ name }) => name);
  const groups = new Map<string, Layer[]>();
  for (const layer of layers) {
    for (const [arrayDimension, hint] of layer.mapping.spatialMappingHint) {
      const isFixed = layer.mapping.spatialMapping.some((entry) => entry.arrayDimension === arrayDimension);
      const matches = hint.some((dimension) => layer.dimensions.some(({ name }) => name === dimension));
      const kind = !known.includes(arrayDimension)
        ? 'noDimension'
        : isFixed
          ? 'fixed'
          : matches || hint.length === 0
            ? ''
            : 'noLoop';
      if (kind !== '') add(groups, [entryKey(layer.mapping), kind, arrayDimension].join(' | '), layer);
    }
  }
  return [...groups].flatMap(([key, group]) => {
    const [, kind = '', arrayDimension = ''] = key.split(' | ').slice(-3);
    const [first] = group;
    if (first === undefined) return [];
    const { mapping } = first;
    const at = within(mapping, `spatial_mapping_hint.${arrayDimension}`);
    const hint = `entry "${mapping.entryName}": the hint ${enumerate(mapping.spatialMappingHint.get(arrayDimension) ?? [])} for ${arrayDimension}`;
    if (kind === 'noDimension') {
      const fix = `remove it, or name an array dimension of ${accelerator}: ${enumerate(known)}`;
      return [
        warning('ZZ4309', at, `${hint} has no effect: accelerator "${accelerator}" has no such array dimension`, fix),
      ];
    }
    if (kind === 'fixed') {
      const fix = `remove it, or remove ${arrayDimension} from spatial_mapping so that it is filled`;
      return [
        warning('ZZ4310', at, `${hint} has no effect: the entry fixes ${arrayDimension} in spatial_mapping`, fix),
      ];
    }
    const loops = enumerate(first.dimensions.map(({ name }) => name));
    const message = `${hint} names no loop of ${layerList([...new Set(group.map(({ name }) => name))])}; any loop may be unrolled there ("${first.name}" has ${loops})`;
    return [warning('ZZ4208', at, message, `name loops of the layer, or remove the hint`)];
  });
}

function add<T>(groups: Map<string, T[]>, key: string, member: T): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [member]);
  else known.push(member);
}

function within({ origin }: MappingConstraints, field: string): SourceOrigin {
  if (origin === undefined) return {};
  return { ...origin, path: origin.path === undefined ? field : `${origin.path}.${field}` };
}

function warning(code: string, at: SourceOrigin, message: string, hint: string): Diagnostic {
  return { code, severity: 'warning', message, hint, ...at };
}
