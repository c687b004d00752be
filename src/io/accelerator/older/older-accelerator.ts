import type { Diagnostic } from '../../../base/diagnostic.ts';
import { finish } from '../../text/findings.ts';
import { relocatedDocument } from '../../text/relocated-document.ts';
import { type DocumentPath, isRecord, keyOriginOf, originOf, type SourceDocument } from '../../text/source-document.ts';
import * as errors from './older-accelerator-errors.ts';
import { convertOlderMemory, isOlderMemory } from './older-memory.ts';

type Data = Readonly<Record<string, unknown>>;

/** Brings files of ZigZag 3.1.2 to 3.8.1 into the current format, with a warning for each kind of change. Current files pass unchanged. */
export function convertOlderAccelerator(document: SourceDocument): SourceDocument {
  if (!isRecord(document.data)) return document;
  const relocations = new Map<string, DocumentPath>();
  const findings: Diagnostic[] = [];
  const renamed = renameArray(document, document.data, relocations, findings);
  const data = convertMemories(document, renamed, relocations, findings);
  if (findings.length === 0) return document;
  finish(document, findings, () => undefined);
  return relocatedDocument(document, data, relocations, findings);
}

function renameArray(
  document: SourceDocument,
  data: Data,
  relocations: Map<string, DocumentPath>,
  findings: Diagnostic[],
): Data {
  let result = data;
  let section = 'operational_array';
  if (isRecord(data.multipliers) && !('operational_array' in data)) {
    const { multipliers, ...others } = data;
    result = { ...others, operational_array: multipliers };
    section = 'multipliers';
    relocations.set('operational_array', ['multipliers']);
    findings.push(
      errors.renamedField(keyOriginOf(document, ['multipliers']), 'multipliers', 'operational_array', '3.1.3'),
    );
  }
  let array = result.operational_array;
  for (const [oldName, newName] of RENAMED_COSTS) {
    if (!isRecord(array) || !(oldName in array) || newName in array) continue;
    const { [oldName]: value, ...others } = array;
    array = { ...others, [newName]: value };
    relocations.set(`operational_array.${newName}`, [section, oldName]);
    findings.push(errors.renamedField(keyOriginOf(document, [section, oldName]), oldName, newName, '3.7.4'));
  }
  return 'operational_array' in result ? { ...result, operational_array: array } : result;
}

const RENAMED_COSTS = [
  ['multiplier_energy', 'unit_energy'],
  ['multiplier_area', 'unit_area'],
] as const;

function convertMemories(
  document: SourceDocument,
  data: Data,
  relocations: Map<string, DocumentPath>,
  findings: Diagnostic[],
): Data {
  const { memories } = data;
  if (!isRecord(memories)) return data;
  const older = document.keysOf(['memories']).filter((name) => isOlderMemory(memories[name]));
  const [first] = older;
  if (first === undefined) return data;
  const converted = Object.fromEntries(
    Object.entries(memories).map(([name, memory]): [string, unknown] => [
      name,
      older.includes(name) ? convertOlderMemory(document, name, memory, relocations, findings) : memory,
    ]),
  );
  findings.push(errors.olderPorts(originOf(document, ['memories', first, 'ports']), older));
  return { ...data, memories: converted };
}
