import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { TABLE_CLASSES, type TableClass, type TableRow } from '../src/memory-cost/table/table-rows.ts';

/** A memory that was measured, or tried: one row of the CSV file. */
export interface MeasuredMemory extends TableRow {
  /** Purpose of the row: `grid`, `half-octave`, `offgrid`, … */
  readonly set: string;
  readonly failed: boolean;
  /** Share of the area that is storage cells; not a number where the file does not say. */
  readonly arrayEfficiency: number;
}

const KNOT_SETS = ['grid', 'half-octave', 'grid-large', 'imc-300k'];
/** Sizes that occur in accelerator files continue the grid where it has no more sizes to be disturbed by them. */
const FILE_SET = 'reference-files';
const FILE_KNOTS_FROM_BYTES = 32 * 2 ** 20;

/** The rows of CSV files of measured memories, plain or gzipped. Lines that start with `#` are comments, the first other line names the columns. */
export function readMeasuredMemories(paths: readonly (string | URL)[]): MeasuredMemory[] {
  return paths.flatMap(readFile);
}

function readFile(path: string | URL): MeasuredMemory[] {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const columns = head.split(',');
  return lines.map((line) => toMemory(new Map(line.split(',').map((value, index) => [columns[index] ?? '', value]))));
}

function toMemory(row: ReadonlyMap<string, string>): MeasuredMemory {
  const textOf = (column: string) => row.get(column) ?? '';
  const numberOf = (column: string) => Number(textOf(column));
  const memoryClass = tableClass(textOf('memory_class'));
  const capacityBytes = numberOf('capacity_bytes');
  return {
    set: textOf('set'),
    failed: textOf('status') !== 'ok',
    arrayEfficiency: Number(row.get('array_efficiency_pct') ?? Number.NaN) / 100,
    memoryClass,
    nodeNm: numberOf('node_nm'),
    capacityBytes,
    widthBits: numberOf('port_width_bits'),
    ports: {
      read: numberOf('read_ports'),
      write: numberOf('write_ports'),
      readWrite: numberOf('readwrite_ports'),
    },
    banks: numberOf('banks'),
    temperatureK: numberOf('temperature_k'),
    isKnot: KNOT_SETS.includes(textOf('set')) || isFileKnot(textOf('set'), memoryClass, capacityBytes),
    readEnergyNj: numberOf('read_energy_nj'),
    writeEnergyNj: numberOf('write_energy_nj'),
    leakageMwPerBank: numberOf('leakage_mw_per_bank'),
    areaMm2: numberOf('area_mm2'),
    accessTimeNs: numberOf('access_time_ns'),
    cycleTimeNs: numberOf('cycle_time_ns'),
  };
}

function isFileKnot(set: string, memoryClass: TableClass, capacityBytes: number): boolean {
  return set === FILE_SET && memoryClass === 'sram' && capacityBytes >= FILE_KNOTS_FROM_BYTES;
}

function tableClass(text: string): TableClass {
  const found = TABLE_CLASSES.find((candidate) => candidate === text);
  if (found === undefined) throw new Error(`unknown memory class "${text}"`);
  return found;
}
