import type { AccuracyCase } from './accuracy.ts';
import type { ResolvedQuery } from './query.ts';
import { formatPorts, totalPorts } from './table/table-rows.ts';

const MEASURED_NODES: readonly number[] = [22, 32, 45, 65, 90];
const MEASURED_PORT_TOTALS: readonly number[] = [1, 2, 4];

/** Which comparisons with measurements say how far an interpolated memory may be off. */
export function accuracyCases(query: ResolvedQuery, capacityFactor: number): AccuracyCase[] {
  const { technologyNodeNm, ports, readWidthBits, writeWidthBits, banks } = query;
  const isOdd = readWidthBits % 8 !== 0 || writeWidthBits % 8 !== 0;
  return [
    technologyCase(query),
    ...applies(isOdd, 'oddWidth'),
    ...applies(!MEASURED_NODES.includes(technologyNodeNm), 'betweenNodes'),
    ...applies(!MEASURED_PORT_TOTALS.includes(totalPorts(ports)), 'otherPorts'),
    ...applies(banks > 1, 'severalBanks'),
    ...extrapolationCases(query, capacityFactor),
  ];
}

function extrapolationCases({ technology }: ResolvedQuery, capacityFactor: number): AccuracyCase[] {
  if (technology === 'dram' && capacityFactor <= 2) return applies(capacityFactor > 1, 'mainMemoryExtrapolatedBy2');
  return [...applies(capacityFactor > 4, 'extrapolatedBy16'), ...applies(capacityFactor > 1, 'extrapolatedBy4')];
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
