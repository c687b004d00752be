import { FEWEST_ROWS, farness, nearestMeasured, placeIn } from './interpolation/interpolate.ts';
import type { MemoryCostProblem } from './problems.ts';
import * as problems from './problems.ts';
import { type MemoryCostQuery, type ResolvedQuery, resolveQuery } from './query.ts';
import { shippedTable } from './table/table.ts';
import { formatPorts, totalPorts } from './table/table-rows.ts';
import { tablePointOf } from './table-point.ts';

/* Which memories can be estimated at all (docs/memory-cost.md#limits). */

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const BANKS: readonly number[] = [1, 2, 4, 8];

/** Everything that keeps the costs of a memory from being estimated; empty if nothing does. */
export function memoryCostProblems(query: MemoryCostQuery): MemoryCostProblem[] {
  const memory = subjectOf(query);
  const malformed = malformedNumbers(memory, query);
  const resolved = resolveQuery(query);
  if (resolved === undefined) {
    return [...malformed, problems.unknownTechnology(memory, query.technology ?? '')];
  }
  if (malformed.length > 0) return malformed;
  const limits = [
    ...nodeLimits(memory, resolved),
    ...portLimits(memory, resolved),
    ...(BANKS.includes(resolved.banks)
      ? []
      : [problems.outsideLimits(memory, 'banks', String(resolved.banks), BANKS.join(', '), 'choose one of these')]),
    ...(query.sizeBits % 8 === 0 ? sizeLimits(memory, resolved) : [problems.notInBytes(memory, query.sizeBits)]),
  ];
  return limits.length > 0 ? limits : tableLimits(memory, resolved);
}

/** How messages call a memory. */
export function subjectOf({ name }: MemoryCostQuery): string {
  return name === undefined ? 'the memory' : `memory "${name}"`;
}

function malformedNumbers(memory: string, query: MemoryCostQuery): MemoryCostProblem[] {
  const { sizeBits, readWidthBits, writeWidthBits = readWidthBits } = query;
  const isWrong = (value: number) => !Number.isSafeInteger(value) || value < 1;
  return [
    ...(isWrong(sizeBits) ? [problems.notAPositiveInteger(memory, 'sizeBits', sizeBits)] : []),
    ...(isWrong(readWidthBits) ? [problems.notAPositiveInteger(memory, 'readWidthBits', readWidthBits)] : []),
    ...(writeWidthBits !== readWidthBits && isWrong(writeWidthBits)
      ? [problems.notAPositiveInteger(memory, 'writeWidthBits', writeWidthBits)]
      : []),
  ];
}

function nodeLimits(memory: string, { technology, technologyNodeNm }: ResolvedQuery): MemoryCostProblem[] {
  const smallest = technology === 'edram' ? 32 : 22;
  if (technologyNodeNm >= smallest && technologyNodeNm <= 90) return [];
  const expected = `${smallest} to 90 nm${technology === 'edram' ? ' for edram' : ''}`;
  const nearest = technologyNodeNm > 90 ? 90 : smallest;
  return [
    problems.outsideLimits(
      memory,
      'technologyNodeNm',
      `${technologyNodeNm} nm`,
      expected,
      `estimate at ${nearest} nm and scale yourself`,
    ),
  ];
}

function portLimits(memory: string, { technology, ports }: ResolvedQuery): MemoryCostProblem[] {
  const total = totalPorts(ports);
  const counts = [ports.read, ports.write, ports.readWrite];
  const most = technology === 'dram' ? 2 : technology === 'edram' || technology === 'commodity_dram' ? 1 : 8;
  const isSound = counts.every((count) => Number.isInteger(count) && count >= 0) && total >= 1;
  if (isSound && total <= most) return [];
  const expected = most === 1 ? `one port (1rw) for ${technology}` : `1 to ${most} ports for ${technology}`;
  const remedy = most === 1 ? 'use one read_write port' : 'use fewer ports';
  return [problems.outsideLimits(memory, 'ports', formatPorts(ports) || 'none', expected, remedy)];
}

function sizeLimits(memory: string, query: ResolvedQuery): MemoryCostProblem[] {
  const { readWidthBits, writeWidthBits } = query;
  return [
    ...limitsAtWidth(memory, query, 'readWidthBits', readWidthBits),
    ...(writeWidthBits === readWidthBits ? [] : limitsAtWidth(memory, query, 'writeWidthBits', writeWidthBits)),
  ];
}

/** Too far outside the measured memories to be estimated. */
function tableLimits(memory: string, query: ResolvedQuery): MemoryCostProblem[] {
  const { readWidthBits, writeWidthBits } = query;
  const read = tableLimitAtWidth(memory, query, 'readWidthBits', readWidthBits);
  if (writeWidthBits === readWidthBits) return read;
  const write = tableLimitAtWidth(memory, query, 'writeWidthBits', writeWidthBits);
  // A size that is too far away is said once.
  return read.some(({ field }) => field === 'sizeBits') ? read : [...read, ...write];
}

function tableLimitAtWidth(
  memory: string,
  query: ResolvedQuery,
  field: 'readWidthBits' | 'writeWidthBits',
  width: number,
): MemoryCostProblem[] {
  const point = tablePointOf(query, width);
  const place = placeIn(shippedTable(), point);
  if (farness(place) <= problems.FARTHEST_ESTIMATED) return [];
  const { capacityFactor, widthFactor } = place;
  const { capacityBytes, widthBits, nodeNm, ports } = nearestMeasured(shippedTable(), point);
  const nearest = `${capacityBytes * 8} bits in accesses of ${widthBits} bits at ${nodeNm} nm with ports ${formatPorts(ports)}`;
  const isTooSmallSram = query.technology === 'sram' && place.isSmaller;
  const remedy = isTooSmallSram ? 'use memory type rf for registers' : 'build it from memories closer to that one';
  return capacityFactor >= widthFactor
    ? [problems.beyondTable(memory, 'sizeBits', `${query.capacityBytes * 8} bits`, capacityFactor, nearest, remedy)]
    : [problems.beyondTable(memory, field, `${width} bits`, widthFactor, nearest, remedy)];
}

function limitsAtWidth(
  memory: string,
  { technology, capacityBytes }: ResolvedQuery,
  field: 'readWidthBits' | 'writeWidthBits',
  width: number,
): MemoryCostProblem[] {
  const size = `${capacityBytes * 8} bits`;
  switch (technology) {
    case 'rf':
      return [];
    case 'sram':
      if (width < 2) return [tooNarrow(memory, field, width)];
      if ((8 * capacityBytes) / width >= FEWEST_ROWS) return [];
      return [problems.tooFewRows(memory, field, 8 * capacityBytes, width)];
    case 'edram':
      return width < 2 ? [tooNarrow(memory, field, width)] : [];
    case 'dram':
      return [
        ...(width < 2 || width >= 2048
          ? [problems.outsideLimits(memory, field, `${width} bits`, '2 to 2047 bits for dram')]
          : []),
        ...(capacityBytes < 2 * GIB
          ? []
          : [problems.outsideLimits(memory, 'sizeBits', size, 'less than 2 GiB (17179869184 bits) for dram')]),
      ];
    case 'commodity_dram': {
      const fits = capacityBytes >= MIB && capacityBytes <= GIB;
      const isTooNarrow = capacityBytes >= GIB && width <= 8;
      return [
        ...(width < 8 || width > 64
          ? [problems.outsideLimits(memory, field, `${width} bits`, '8 to 64 bits for commodity_dram')]
          : []),
        ...(fits
          ? []
          : [
              problems.outsideLimits(
                memory,
                'sizeBits',
                size,
                '1 MiB to 1 GiB (8388608 to 8589934592 bits) for commodity_dram',
              ),
            ]),
        ...(fits && isTooNarrow
          ? [problems.outsideLimits(memory, field, `${width} bits`, 'more than 8 bits for 1 GiB of commodity_dram')]
          : []),
      ];
    }
  }
}

function tooNarrow(memory: string, field: 'readWidthBits' | 'writeWidthBits', width: number): MemoryCostProblem {
  return problems.outsideLimits(memory, field, `${width} bits`, 'at least 2 bits', 'make the port wider');
}
