import type { AccuracyCase } from './accuracy.ts';
import type { ResolvedQuery } from './query.ts';
import { formatPorts, totalPorts } from './table/table-rows.ts';

const MEASURED_NODES: readonly number[] = [22, 32, 45, 65, 90];
const MEASURED_PORT_TOTALS: readonly number[] = [1, 2, 4];

const MIB = 2 ** 20;

/** Which comparisons with measurements say how far an estimated memory may be off, given how far outside the table it lies. */
export function accuracyCases(query: ResolvedQuery, capacityFactor: number, widthFactor: number): AccuracyCase[] {
  const { technologyNodeNm, ports, readWidthBits, writeWidthBits, banks } = query;
  const isOdd = readWidthBits % 8 !== 0 || writeWidthBits % 8 !== 0;
  const isLarge = isLargeOrWide(query);
  return [
    isLarge ? 'largeOrWide' : technologyCase(query),
    ...applies(isOdd, 'oddWidth'),
    ...applies(!MEASURED_NODES.includes(technologyNodeNm), 'betweenNodes'),
    ...applies(!isLarge && !MEASURED_PORT_TOTALS.includes(totalPorts(ports)), 'otherPorts'),
    ...applies(banks > 1, 'severalBanks'),
    ...extrapolationCases(query, capacityFactor, widthFactor),
  ];
}

/** At 22 nm these were compared on their own, with all ports. */
function isLargeOrWide({ technology, technologyNodeNm, capacityBytes, readWidthBits, writeWidthBits }: ResolvedQuery) {
  const isSram = technology === 'sram' || technology === 'rf';
  return isSram && technologyNodeNm === 22 && (capacityBytes > MIB || Math.max(readWidthBits, writeWidthBits) > 4096);
}

function extrapolationCases(query: ResolvedQuery, capacityFactor: number, widthFactor: number): AccuracyCase[] {
  const isMainMemory = query.technology === 'dram' && capacityFactor <= 2;
  return [
    ...applies(capacityFactor > 1, isMainMemory ? 'mainMemoryExtrapolatedBy2' : 'extrapolatedBy4'),
    ...applies(widthFactor > 1, 'widthExtrapolatedBy4'),
  ];
}

function technologyCase({ technology, technologyNodeNm, ports }: ResolvedQuery): AccuracyCase {
  switch (technology) {
    case 'dram':
      return 'mainMemory';
    case 'edram':
      return 'embeddedDram';
    case 'commodity_dram':
      return 'commodityDram';
    case 'sram':
    case 'rf':
      return technologyNodeNm === 22 && formatPorts(ports) === '1r1w' ? 'referenceConvention' : 'otherNodeOrPorts';
  }
}

function applies(condition: boolean, name: AccuracyCase): AccuracyCase[] {
  return condition ? [name] : [];
}
