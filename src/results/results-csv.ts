import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { formatSpatialMapping } from '../model/mapping/spatial-mapping.ts';

interface CsvColumn {
  readonly heading: string;
  readonly value: (evaluation: CostModelEvaluation) => string | number;
}

/** Every heading names its unit (docs/outputs.md#files). */
const COLUMNS: readonly CsvColumn[] = [
  { heading: 'id', value: ({ layer }) => layer.id },
  { heading: 'name', value: ({ layer }) => layer.name },
  { heading: 'operator', value: ({ layer }) => layer.operatorType },
  { heading: 'operations', value: ({ layer }) => layer.operationCount },
  { heading: 'energy (pJ)', value: ({ energy }) => energy },
  { heading: 'operational energy (pJ)', value: ({ macEnergy }) => macEnergy },
  { heading: 'memory energy (pJ)', value: ({ memoryEnergy }) => memoryEnergy },
  { heading: 'latency (cycles)', value: ({ latency }) => latency },
  { heading: 'ideal computation (cycles)', value: ({ idealCycles }) => idealCycles },
  {
    heading: 'spatial stall (cycles)',
    value: ({ idealCycles, idealTemporalCycles }) => idealTemporalCycles - idealCycles,
  },
  {
    heading: 'temporal stall (cycles)',
    value: ({ latencyTotal0, idealTemporalCycles }) => latencyTotal0 - idealTemporalCycles,
  },
  { heading: 'on-loading (cycles)', value: ({ onloadingCycles }) => onloadingCycles },
  { heading: 'off-loading (cycles)', value: ({ offloadingCycles }) => offloadingCycles },
  { heading: 'spatial utilisation', value: ({ utilisation }) => utilisation.spatial },
  { heading: 'utilisation', value: ({ utilisation }) => utilisation.withOffloading },
  { heading: 'EDP (pJ cycles)', value: ({ energy, latency }) => energy * latency },
  { heading: 'spatial mapping', value: ({ spatialMapping }) => formatSpatialMapping(spatialMapping.source) },
  {
    heading: 'temporal mapping (innermost first)',
    value: ({ temporalMapping }) =>
      temporalMapping.loops.map(({ dimension, size }) => `${dimension} ${size}`).join(' '),
  },
];

/** A row per layer, for spreadsheets and notebooks (RFC 4180, exact numbers). */
export function resultsCsv(evaluations: readonly CostModelEvaluation[]): string {
  const rows = evaluations.map((evaluation) => COLUMNS.map(({ value }) => cell(value(evaluation))).join(','));
  return `${[COLUMNS.map(({ heading }) => cell(heading)).join(','), ...rows].join('\r\n')}\r\n`;
}

/** Names of layers come from outside: a spreadsheet must not take one for a formula. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
