import type { Diagnostic } from '../../base/diagnostic.ts';
import { InputError } from '../../base/diagnostic.ts';
import { digitsText } from '../../base/number-text.ts';
import { sizeInBits } from '../../design-space/unit-text.ts';
import {
  type ErrorBand,
  estimateMemoryCost,
  type MemoryCostEstimate,
  type MemoryCostField,
  type MemoryCostQuery,
  type PortCounts,
} from '../../memory-cost/index.ts';
import { tableOptions } from '../terminal/colours.ts';
import { type Column, formatTable } from '../terminal/table.ts';
import { printDiagnostic } from '../text/failures.ts';

/** Options of `zigzag memory-cost` as texts, so that every wrong one is reported in the same way. */
export interface MemoryCostOptions {
  readonly size: string;
  readonly width: string;
  readonly writeWidth?: string;
  readonly node: string;
  readonly ports?: string;
  readonly type: string;
  readonly banks: string;
  readonly parity?: boolean;
  readonly json?: boolean;
}

/** `zigzag memory-cost`: estimated costs of one memory. */
export function memoryCostCommand(options: MemoryCostOptions): number {
  const query = queryOf(options);
  const estimate = withOptionNames(() => estimateMemoryCost(query));
  idleWithParity(options).forEach(printDiagnostic);
  for (const { diagnostic } of estimate.warnings) printDiagnostic(diagnostic);
  process.stdout.write(
    options.json === true ? `${JSON.stringify(documentOf(query, estimate), null, 2)}\n` : textOf(query, estimate),
  );
  return 0;
}

/** Options that `--parity` overrides: ZigZag 3.8.5 asks for one kind of memory only. */
function idleWithParity({ parity = false, node, ports, banks, writeWidth }: MemoryCostOptions): Diagnostic[] {
  const idle = [
    node === '22' ? [] : '--node',
    ports === undefined ? [] : '--ports',
    banks === '1' ? [] : '--banks',
    writeWidth === undefined ? [] : '--write-width',
  ].flat();
  if (!parity || idle.length === 0) return [];
  return [
    {
      code: 'ZZ6019',
      severity: 'warning',
      message: `${idle.join(', ')} ${idle.length === 1 ? 'has' : 'have'} no effect with --parity: ZigZag 3.8.5 always takes 1r1w, 22 nm, one bank and one width`,
      hint: 'leave out one or the other',
    },
  ];
}

const OPTION_OF_FIELD: Readonly<Record<MemoryCostField, string>> = {
  technology: '--type',
  sizeBits: '--size',
  readWidthBits: '--width',
  writeWidthBits: '--write-width',
  ports: '--ports',
  technologyNodeNm: '--node',
  banks: '--banks',
};

/** Findings name the option instead of the field of the query. */
function withOptionNames<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const optionOf = new Map<string | undefined, string>(Object.entries(OPTION_OF_FIELD));
    throw new InputError(
      error.diagnostics.map((diagnostic) => ({ ...diagnostic, path: optionOf.get(diagnostic.path) ?? '' })),
    );
  }
}

function queryOf(options: MemoryCostOptions): MemoryCostQuery {
  const findings: Diagnostic[] = [];
  const parsed = <Value>(
    value: Value | undefined,
    option: string,
    text: string,
    expected: string,
    hint?: string,
  ): Value | undefined => {
    if (value === undefined) findings.push(unreadable(option, text, expected, hint));
    return value;
  };
  const { size, width, writeWidth, node, ports, type: technology, banks, parity = false } = options;
  const wholeNumber = 'a whole number';
  const sizeBits = parsed(
    sizeInBits(size),
    'size',
    size,
    'a number with a unit: bit, B, KiB, MiB, GiB, kB, MB or GB, such as 64KiB',
    sizeHint(size),
  );
  const readWidthBits = parsed(integerOf(width), 'width', width, `${wholeNumber} of bits, such as 64`);
  const technologyNodeNm = parsed(numberOf(node), 'node', node, 'a number of nm from 22 to 90', numberHint(node));
  const bankCount = parsed(integerOf(banks), 'banks', banks, '1, 2, 4 or 8');
  const writeWidthBits =
    writeWidth === undefined
      ? readWidthBits
      : parsed(integerOf(writeWidth), 'write-width', writeWidth, `${wholeNumber} of bits`);
  // What may be built with one port only is asked about with one port, unless something else is said.
  const usual = technology === 'edram' || technology === 'commodity_dram' ? '1rw' : '1r1w';
  const portText = ports ?? usual;
  const portCounts = parsed(portsOf(portText), 'ports', portText, 'numbers of ports, such as 1r1w, 1rw or 2r2w');
  if (findings.length > 0 || sizeBits === undefined || readWidthBits === undefined) throw new InputError(findings);
  return {
    technology,
    sizeBits,
    readWidthBits,
    ...(writeWidthBits === undefined ? {} : { writeWidthBits }),
    ...(portCounts === undefined ? {} : { ports: portCounts }),
    ...(technologyNodeNm === undefined ? {} : { technologyNodeNm }),
    ...(bankCount === undefined ? {} : { banks: bankCount }),
    parity,
  };
}

function unreadable(option: string, text: string, expected: string, hint?: string): Diagnostic {
  return {
    code: 'ZZ6010',
    severity: 'error',
    message: `--${option} is "${text}"; expected ${expected}`,
    ...(hint !== undefined && { hint }),
  };
}

/** The spellings that a text with another spelling of a unit may mean. */
function sizeHint(text: string): string | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([A-Za-z]*)$/.exec(text) ?? [];
  if (amount === '') return undefined;
  if (unit === '') return `write ${amount}B for bytes, or ${amount}bit for bits`;
  if (/^(b|bits|byte|bytes)$/i.test(unit)) return `write ${amount}bit for bits, or ${amount}B for bytes`;
  const [, prefix] = /^([kmg])(i?b|)$/i.exec(unit) ?? [];
  if (prefix === undefined) return undefined;
  const [binary, decimal] = [
    `${prefix.toUpperCase()}iB`,
    `${prefix === 'k' || prefix === 'K' ? 'k' : prefix.toUpperCase()}B`,
  ];
  const power = 'kmg'.indexOf(prefix.toLowerCase()) + 1;
  return `write ${amount}${binary} for ${amount} · 1024${EXPONENTS[power] ?? ''} bytes, or ${amount}${decimal} for ${amount} · 1000${EXPONENTS[power] ?? ''} bytes`;
}

const EXPONENTS = ['', '', '²', '³'] as const;

/** `--node 65` of `65nm`. */
function numberHint(text: string): string | undefined {
  const [, amount] = /^(\d+(?:\.\d+)?) ?nm$/i.exec(text) ?? [];
  return amount === undefined ? undefined : `write --node ${amount}`;
}

/** Ports of a text like `1r1w`; undefined if it is none. */
export function portsOf(text: string): PortCounts | undefined {
  const [whole, read = '0', write = '0', readWrite = '0'] =
    /^(?:(\d+)r(?!w))?(?:(\d+)w)?(?:(\d+)rw)?$/i.exec(text) ?? [];
  if (whole === undefined || whole === '') return undefined;
  return { read: Number(read), write: Number(write), readWrite: Number(readWrite) };
}

function integerOf(text: string): number | undefined {
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

function numberOf(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function documentOf(query: MemoryCostQuery, estimate: MemoryCostEstimate): unknown {
  const { warnings, leakageMw = null, accuracy = null, ...costs } = estimate;
  return {
    schemaVersion: 1,
    units: { energy: 'pJ', area: 'mm2', leakage: 'mW', time: 'ns', error: 'percent' },
    query,
    ...costs,
    readEnergyPj: accessOf(query).reads ? costs.readEnergyPj : null,
    writeEnergyPj: accessOf(query).writes ? costs.writeEnergyPj : null,
    leakageMw,
    accuracy,
    warnings: warnings.map(({ diagnostic }) => diagnostic),
  };
}

/** What the ports of the memory can do. An estimate has costs for what none of them can. */
function accessOf({ ports, parity = false }: MemoryCostQuery): { readonly reads: boolean; readonly writes: boolean } {
  if (ports === undefined || parity) return { reads: true, writes: true };
  const { read, write, readWrite } = ports;
  return { reads: read + readWrite > 0, writes: write + readWrite > 0 };
}

function textOf(query: MemoryCostQuery, estimate: MemoryCostEstimate): string {
  const { accuracy } = estimate;
  const row = (name: string, value: number | undefined, unit: string, band: ErrorBand | undefined) => [
    name,
    value === undefined ? 'unknown' : digitsText(value, 6),
    unit,
    bandText(estimate, value === undefined ? undefined : band),
  ];
  const writeWidth = query.writeWidthBits ?? query.readWidthBits;
  const { reads, writes } = accessOf(query);
  const noPort = (name: string, verb: string) => [name, 'none', `no port ${verb}`, ''];
  const rows = [
    reads
      ? row('read energy', estimate.readEnergyPj, `pJ per ${query.readWidthBits} bits`, accuracy?.readEnergy)
      : noPort('read energy', 'reads'),
    writes
      ? row(
          'write energy',
          estimate.writeEnergyPj,
          `pJ per ${query.parity === true ? query.readWidthBits : writeWidth} bits`,
          accuracy?.writeEnergy,
        )
      : noPort('write energy', 'writes'),
    row('area', estimate.areaMm2, 'mm²', accuracy?.area),
    row('leakage', estimate.leakageMw, 'mW at 360 K', accuracy?.leakage),
    row('access time', estimate.accessTimeNs, 'ns', accuracy?.accessTime),
    row('cycle time', estimate.cycleTimeNs, 'ns', accuracy?.cycleTime),
  ];
  const columns: readonly Column[] = [
    { heading: 'quantity' },
    { heading: 'value', align: 'right' },
    { heading: 'unit' },
    { heading: 'error: typical / 95 % / largest' },
  ];
  return `${formatTable(columns, rows, tableOptions(process.stdout))}\n\n${BASIS[estimate.basis]}\n${query.technology === 'dram' ? MAIN_MEMORY_NOTE : ''}`;
}

const BASIS: Readonly<Record<MemoryCostEstimate['basis'], string>> = {
  exact: 'exact: this memory was measured with CACTI 7',
  interpolated: 'interpolated between memories measured with CACTI 7',
  extrapolated: 'extrapolated from memories measured with CACTI 7; see docs/memory-cost.md#beyond-the-table',
};

const MAIN_MEMORY_NOTE =
  'area and leakage are those of SRAM-like cells, which ZigZag assumes for dram; see docs/memory-cost.md\n';

function bandText({ basis }: MemoryCostEstimate, band: ErrorBand | undefined): string {
  if (basis === 'exact') return 'none';
  if (band === undefined) return 'unknown';
  return `±${band.medianPercent} / ${band.percentile95} / ${band.maximumPercent} %`;
}
