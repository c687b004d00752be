import { exactText, percentText, plainText, quantityText } from '../../../base/number-text.ts';
import { printable } from '../../../base/plain-text.ts';
import type { GivenMappingResult } from '../../../given-mapping/given-mapping-result.ts';
import { DATA_DIRECTIONS } from '../../../model/accelerator/data-direction.ts';
import { formatSpatialMapping } from '../../../model/mapping/spatial-mapping.ts';
import { wrap } from '../../terminal/display-width.ts';
import { type Cell, formatTable, type TableOptions } from '../../terminal/table.ts';

/** Costs of a given mapping: totals, latency by part, memory levels and ports. */
export function givenMappingText(result: GivenMappingResult, style: TableOptions): string {
  const { evaluation, costModel, energy, latency, MAC } = result;
  const { layer, accelerator, spatialMapping, utilisation } = evaluation;
  const line = (text: string): string => wrap(printable(text), style.width, 13);
  return [
    line(`${layer.name} (${layer.operatorType}) on ${accelerator.name}, ${costModel} cost model`),
    line(`  unrolled   ${formatSpatialMapping(spatialMapping.source)}`),
    line(
      `  costs      ${quantityText(energy, 'pJ')}, ${quantityText(latency.total, 'cycles')}, utilisation ${percentText(utilisation.withOffloading)}, ${quantityText(MAC, 'MAC')}`,
    ),
    line(`  latency    ${latencyParts(result)}`),
    '',
    levelTable(result, style),
    ...(result.ports === undefined ? [] : ['', portTable(result.ports, style)]),
  ].join('\n');
}

function latencyParts({ latency, evaluation }: GivenMappingResult): string {
  const stalls = evaluation.latencyTotal0 - latency.temporal;
  const parts = [
    `${exactText(latency.temporal)} computation`,
    `${exactText(stalls)} stalls`,
    `${exactText(latency.onload)} on-loading`,
    `${exactText(latency.offload)} off-loading`,
  ];
  return parts.join(' + ');
}

const DIRECTION_HEADINGS = ['to low', 'from low', 'to high', 'from high'];

/** Words and energy of every memory level. */
function levelTable({ evaluation }: GivenMappingResult, style: TableOptions): string {
  const { levels, layer, accelerator } = evaluation;
  const rows = [...layer.mapping.memoryOperandLinks].flatMap(([operand, memoryOperand]) =>
    (accelerator.memoryHierarchy.levels.get(memoryOperand) ?? []).map((memory, level): readonly Cell[] => {
      const words = levels.wordAccesses[operand]?.[level];
      return [
        operand,
        memory.name,
        percentText(levels.sharedUtilization[operand]?.[level] ?? 0),
        plainText(levels.energyPerLevel[operand]?.[level] ?? 0),
        ...DATA_DIRECTIONS.map((direction) => plainText(words?.[direction] ?? 0)),
      ];
    }),
  );
  return formatTable(
    [
      { heading: 'operand' },
      { heading: 'memory', least: 6 },
      { heading: 'filled', align: 'right' },
      { heading: 'energy (pJ)', align: 'right' },
      ...DIRECTION_HEADINGS.map((heading) => ({ heading: `words ${heading}`, align: 'right' as const })),
    ],
    rows,
    style,
  );
}

function portTable(ports: NonNullable<GivenMappingResult['ports']>, style: TableOptions): string {
  return formatTable(
    [
      { heading: 'port', least: 10 },
      { heading: 'stall (cycles)', align: 'right' },
      { heading: 'all transfers', align: 'right' },
      { heading: 'during computation', align: 'right' },
      { heading: 'open', align: 'right' },
    ],
    Object.entries(ports).map(([name, { stall, total, busy, union }]): readonly Cell[] => [
      name,
      ...[stall, total, busy, union].map(exactText),
    ]),
    style,
  );
}
