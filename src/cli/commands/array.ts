import { digitsText, quantityText } from '../../base/number-text.ts';
import { printable } from '../../base/plain-text.ts';
import { loadArray } from '../../io/load.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { type CostModelName, costModelNotes } from '../../model/cost-model.ts';
import { type AcceleratorArea, areaOf } from '../../model/hardware/area.ts';
import { type AcceleratorStaticPower, staticPowerOf } from '../../model/hardware/static-power.ts';
import { totalOf } from '../../model/in-memory-computing/breakdown.ts';
import { type HardwareFigures, hardwareFigures } from '../../model/in-memory-computing/hardware-figures.ts';
import { platformFiles } from '../../platform/node.ts';
import { areaText, staticPowerText, zeroAreaText } from '../../quantities/hardware/hardware-text.ts';
import { areaDocument, staticPowerDocument } from '../../results/hardware/encode-hardware.ts';
import { tableOptions } from '../terminal/colours.ts';
import { formatTable } from '../terminal/table.ts';
import { printDiagnostics } from '../text/failures.ts';

export interface ArrayOptions {
  readonly costModel?: CostModelName;
  readonly json?: boolean;
}

/** `zigzag array`: what the array of an accelerator file can do at best, without a workload. Memories may be missing. */
export async function arrayCommand(file: string, options: ArrayOptions): Promise<number> {
  const { costModel = 'reference', json = false } = options;
  const { value: accelerator, warnings } = await loadArray(file, platformFiles);
  printDiagnostics(warnings);
  const figures = hardwareFigures(accelerator, costModel);
  process.stdout.write(
    json
      ? `${JSON.stringify(documentOf(accelerator, figures, costModel), undefined, 2)}\n`
      : textOf(accelerator, figures, costModel),
  );
  return 0;
}

/** As many digits as costs of memories have; the document has all. */
function figure(value: number): string {
  return digitsText(value, 6);
}

/** Multiply-accumulates per clock cycle with every unit busy. */
function peakOperations({ operationalArray: { unitCount, cyclesPerOperation } }: Accelerator): number {
  return unitCount / cyclesPerOperation;
}

function documentOf(accelerator: Accelerator, figures: HardwareFigures | undefined, costModel: CostModelName): unknown {
  const { name, operationalArray: array } = accelerator;
  const { dimensions, unitCount, unitEnergyPj, unitArea, inMemoryComputing } = array;
  const common = {
    schemaVersion: 1,
    units: { energy: 'pJ', area: 'mm2', time: 'ns', power: 'mW', frequency: 'MHz' },
    name,
    costModel,
    dimensions,
    unitCount,
    peakOperationsPerCycle: peakOperations(accelerator),
    ...(accelerator.clockFrequencyMhz === undefined ? {} : { clockFrequencyMhz: accelerator.clockFrequencyMhz }),
    staticPower: staticPowerDocument(accelerator),
  };
  if (figures === undefined) {
    const { totalMm2, ...area } = areaDocument(accelerator, costModel);
    const array = unitArea === undefined ? null : unitArea * unitCount;
    return {
      ...common,
      unitEnergyPj,
      unitArea: unitArea ?? null,
      energyPerCyclePj: unitEnergyPj * unitCount,
      area: { array, total: totalMm2, ...area },
    };
  }
  const { clockPeriod, area, peak } = figures;
  const { energyPerCyclePj: partsPj, ...rates } = peak;
  return {
    ...common,
    inMemoryComputing,
    clockPeriod,
    area,
    peak: { ...rates, energyPerCycle: { totalPj: totalOf(partsPj), partsPj } },
  };
}

function textOf(accelerator: Accelerator, figures: HardwareFigures | undefined, costModel: CostModelName): string {
  const { name, operationalArray: array } = accelerator;
  const { dimensions, unitCount, unitEnergyPj, inMemoryComputing: computing } = array;
  const staticPower = staticPowerOf(accelerator);
  const kind = computing === undefined ? 'operational array' : `${computing.type} in-memory-computing array`;
  const sizes = dimensions.map((dimension) => `${dimension.name} ${dimension.size}`).join(', ');
  const title = [kind, ...(sizes === '' ? [] : [sizes]), ...costModelNotes([{ costModel }])].join(', ');
  const head = [
    `${printable(name)}: ${title}`,
    `  units        ${unitCount}`,
    `  peak         ${figure(peakOperations(accelerator))} multiply-accumulates per cycle`,
  ];
  if (figures === undefined) {
    return [
      ...head,
      `  energy       ${figure(unitEnergyPj * unitCount)} pJ per cycle at the peak  (${figure(unitEnergyPj)} pJ per multiply-accumulate)`,
      ...hardwareLines(accelerator, areaOf(accelerator, costModel), staticPower),
      '',
    ].join('\n');
  }
  const { clockPeriod, area, peak } = figures;
  return [
    ...head,
    `  throughput   ${figure(peak.topPerSecond)} TOP/s`,
    `  efficiency   ${figure(peak.topPerSecondPerWatt)} TOP/s/W`,
    `  density      ${figure(peak.topPerSecondPerMm2)} TOP/s/mm², of the array`,
    `  clock        ${figure(clockPeriod.totalNs)} ns`,
    `  energy       ${figure(totalOf(peak.energyPerCyclePj))} pJ per cycle at the peak`,
    `  area         ${figure(area.arrayMm2)} mm²${area.memoryMm2 === 0 ? '' : `  (with memories ${quantityText(area.totalMm2, 'mm2')})`}`,
    '',
    formatTable(
      [
        { heading: 'part' },
        { heading: 'area (mm²)', align: 'right' },
        { heading: 'clock (ns)', align: 'right' },
        { heading: 'energy (pJ/cycle)', align: 'right' },
      ],
      partRows(figures),
      tableOptions(process.stdout),
    ),
    '',
  ].join('\n');
}

/** Every part that costs something. */
function partRows({ area, clockPeriod, peak }: HardwareFigures): string[][] {
  const columns: readonly Readonly<Record<string, number>>[] = [
    area.arrayPartsMm2,
    clockPeriod.partsNs,
    peak.energyPerCyclePj,
  ];
  const parts = [...new Set(columns.flatMap((column) => Object.keys(column)))];
  return parts
    .map((part) => [part, ...columns.map((column) => figure(column[part] ?? 0))])
    .filter(([, ...values]) => values.some((value) => value !== '0'));
}

/** Area and static power, in total and by part, as far as they are known. */
function hardwareLines(
  { clockFrequencyMhz }: Accelerator,
  area: AcceleratorArea,
  staticPower: AcceleratorStaticPower,
): string[] {
  const zero = zeroAreaText(area);
  const power = staticPowerText(staticPower);
  return [
    ...(clockFrequencyMhz === undefined ? [] : [`  clock        ${figure(clockFrequencyMhz)} MHz`]),
    `  area         ${areaText(area) ?? 'unknown: the file gives none'}${zero === undefined ? '' : `  (${zero})`}`,
    ...(power === undefined ? [] : [`  static       ${power}`]),
    '',
    formatTable(
      [
        { heading: 'part' },
        { heading: 'copies', align: 'right' },
        { heading: 'area of one (mm²)', align: 'right' },
        { heading: 'area (mm²)', align: 'right' },
        ...(power === undefined ? [] : [{ heading: 'static power (mW)', align: 'right' as const }]),
      ],
      area.parts.map(({ name, copies, perCopyMm2 }, index) => [
        printable(name),
        String(copies),
        knownFigure(perCopyMm2),
        knownFigure(perCopyMm2 === undefined ? undefined : perCopyMm2 * copies),
        ...(power === undefined ? [] : [staticPowerFigure(staticPower.parts[index])]),
      ]),
      tableOptions(process.stdout),
    ),
  ];
}

function staticPowerFigure(part: AcceleratorStaticPower['parts'][number] | undefined): string {
  return knownFigure(part?.perCopyMw === undefined ? undefined : part.perCopyMw * part.copies);
}

function knownFigure(value: number | undefined): string {
  return value === undefined ? 'unknown' : figure(value);
}
