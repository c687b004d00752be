import type { Diagnostic } from '../../../base/diagnostic.ts';
import { enumerate, listed } from '../../../base/enumerate.ts';
import type { SourceOrigin } from '../../../model/source-origin.ts';
import { describeValue, error, warning } from '../../text/diagnostic-maker.ts';

/* ZZ25xx: accelerator files of older versions. */

export function renamedField(at: SourceOrigin, oldName: string, newName: string, version: string): Diagnostic {
  return warning(
    'ZZ2501',
    at,
    `"${newName}" was called "${oldName}" up to ZigZag ${version}; "${oldName}" is read as "${newName}"`,
    `rename ${oldName} to ${newName}`,
  );
}

export function olderPorts(at: SourceOrigin, memories: readonly string[]): Diagnostic {
  const names = enumerate(memories.map((name) => `"${name}"`));
  return warning(
    'ZZ2502',
    at,
    `${memories.length === 1 ? 'memory' : 'memories'} ${names} ${memories.length === 1 ? 'describes' : 'describe'} ports in the format of ZigZag up to 3.8.1 (r_bw, w_bw, r_port, …); the ports are converted`,
    'write a list of ports with name, type, bandwidth_min, bandwidth_max and allocation',
  );
}

export function portMapsPerOperand(at: SourceOrigin, memory: string, maps: number, operands: number): Diagnostic {
  return error(
    'ZZ2503',
    at,
    `memory "${memory}" has ${maps} port maps and ${operands} operands; expected one map per operand`,
    'write one map per operand, in the order of operands',
  );
}

export function unknownOlderPort(at: SourceOrigin, memory: string, port: string, known: readonly string[]): Diagnostic {
  return error(
    'ZZ2504',
    at,
    `memory "${memory}" uses port "${port}"; expected one of ${listed(known) || 'none: it declares no ports'}`,
    'raise r_port, w_port or rw_port, or name a declared port',
  );
}

export function unusedOlderPort(at: SourceOrigin, memory: string, port: string): Diagnostic {
  return error(
    'ZZ2505',
    at,
    `memory "${memory}" declares port "${port}" but no operand uses it; expected every declared port in ports`,
    'lower r_port, w_port or rw_port',
  );
}

export function widthsBesidePorts(
  at: SourceOrigin,
  memory: string,
  keys: readonly string[],
  lines: readonly number[],
): Diagnostic {
  const where = lines.length === 0 ? '' : ` (${lines.length === 1 ? 'line' : 'lines'} ${enumerate(lines.map(String))})`;
  return error(
    'ZZ2506',
    at,
    `memory "${memory}" has ${enumerate(keys)}${where} beside ports with bandwidths of their own; expected one of the two formats`,
    `remove ${enumerate(keys)}; they belong to the format of ZigZag up to 3.8.1`,
  );
}

export function mixedPorts(at: SourceOrigin, memory: string): Diagnostic {
  return error(
    'ZZ2506',
    at,
    `memory "${memory}" has ports of the current format and port maps of ZigZag up to 3.8.1; expected one of the two formats`,
    'write every port with name, type, bandwidth_min, bandwidth_max and allocation',
  );
}

export function portMapsWithoutWidths(at: SourceOrigin, memory: string, missing: readonly string[]): Diagnostic {
  return error(
    'ZZ2506',
    at,
    `memory "${memory}" has port maps as up to ZigZag 3.8.1, but no ${enumerate(missing)}; expected one of the two formats`,
    `add ${enumerate(missing)}, or write every port with name, type, bandwidth_min, bandwidth_max and allocation`,
  );
}

export function wideGranularity(
  at: SourceOrigin,
  memory: string,
  letter: 'r' | 'w',
  granularity: number,
  width: number,
): Diagnostic {
  return warning(
    'ZZ2507',
    at,
    `memory "${memory}" has min_${letter}_granularity ${granularity} above ${letter}_bw ${width}; an access then costs ${granularity / width} accesses of the full width, as in ZigZag up to 3.8.1`,
    `lower min_${letter}_granularity to ${width} or less, unless this is meant`,
  );
}

export function missingInPortMap(
  at: SourceOrigin,
  memory: string,
  operand: string,
  directions: readonly string[],
): Diagnostic {
  return warning(
    'ZZ2508',
    at,
    `memory "${memory}": the port map of ${operand} has no ${enumerate(directions)}; a layer that moves data in this direction is refused, where ZigZag up to 3.8.1 moved them without a port`,
    `add ${directions.map((direction) => `${direction}: <port>`).join(', ')} to this map, with a port that ${portWork(directions)}`,
  );
}

function portWork(directions: readonly string[]): string {
  const works = [
    directions.some((name) => name.startsWith('t')) ? ['reads'] : [],
    directions.some((name) => name.startsWith('f')) ? ['writes'] : [],
  ];
  return enumerate(works.flat());
}

export function streamCore(at: SourceOrigin, keys: readonly string[]): Diagnostic {
  const names = enumerate(keys.map((key) => `"${key}"`));
  return warning(
    'ZZ2509',
    at,
    `${names} ${keys.length === 1 ? 'belongs' : 'belong'} to a core file of Stream; no model uses ${keys.length === 1 ? 'it' : 'them'}`,
    `delete ${keys.length === 1 ? 'this line' : 'these lines'} if the file is for ZigZag only`,
  );
}

export function streamCoreWithoutArray(at: SourceOrigin, type: unknown): Diagnostic {
  return error(
    'ZZ2510',
    at,
    `"type" is ${describeValue(type)}, a kind of core of Stream; expected a core that computes ("compute")`,
    'pass the file of a compute core; delete "type" if this core has an operational array',
  );
}
