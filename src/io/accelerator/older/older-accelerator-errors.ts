import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { SourceOrigin } from '../../../model/source-origin.ts';
import { enumerate, error, warning } from '../../text/diagnostic-maker.ts';

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
    `memory "${memory}" uses port "${port}"; expected one of ${known.join(', ') || 'none: it declares no ports'}`,
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
