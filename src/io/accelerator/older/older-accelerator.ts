import { Findings, finish } from '../../text/findings.ts';
import { relocatedDocument } from '../../text/relocated-document.ts';
import { type DocumentPath, isRecord, keyOriginOf, originOf, type SourceDocument } from '../../text/source-document.ts';
import { mixtureFault } from './mixed-memory.ts';
import * as errors from './older-accelerator-errors.ts';
import { convertOlderMemory, isOlderMemory } from './older-memory.ts';

type Data = Readonly<Record<string, unknown>>;

/** An accelerator file in the current format. */
export interface CurrentAccelerator {
  readonly document: SourceDocument;
  /** Memories whose ports were written as up to ZigZag 3.8.1. */
  readonly converted: ReadonlySet<string>;
}

/** Brings files of ZigZag 3.1.2 to 3.8.1 into the current format, with a warning for each kind of change. Current files pass unchanged. */
export function convertOlderAccelerator(document: SourceDocument): CurrentAccelerator {
  const unchanged = { document, converted: new Set<string>() };
  if (!isRecord(document.data)) return unchanged;
  const relocations = new Map<string, DocumentPath>();
  const findings = new Findings();
  const own = withoutStreamKeys(document, document.data, findings);
  const renamed = renameArray(document, own, relocations, findings);
  const { data, converted } = convertMemories(document, renamed, relocations, findings);
  if (findings.isEmpty) return unchanged;
  finish(document, findings, () => undefined);
  return { document: relocatedDocument(document, data, relocations, [...findings]), converted };
}

/** Core files of Stream, a program of the same laboratory, are accelerators with these keys besides. */
const STREAM_KEYS: readonly string[] = ['type', 'operator_types'];

/** Leaves out what only Stream uses. A core of another kind than `compute` has no array that could be evaluated. */
function withoutStreamKeys(document: SourceDocument, data: Data, findings: Findings): Data {
  const keys = document.keysOf([]).filter((key) => STREAM_KEYS.includes(key) && Object.hasOwn(data, key));
  const [first] = keys;
  if (first === undefined) return data;
  const { type = 'compute' } = data;
  if (typeof type === 'string' && /(^|\.)compute$/.test(type)) {
    findings.add([errors.streamCore(keyOriginOf(document, [first]), keys)]);
  } else findings.add([errors.streamCoreWithoutArray(originOf(document, ['type']), type)]);
  return Object.fromEntries(Object.entries(data).filter(([key]) => !STREAM_KEYS.includes(key)));
}

function renameArray(
  document: SourceDocument,
  data: Data,
  relocations: Map<string, DocumentPath>,
  findings: Findings,
): Data {
  let result = data;
  let section = 'operational_array';
  if (isRecord(data.multipliers) && !('operational_array' in data)) {
    const { multipliers, ...others } = data;
    result = { ...others, operational_array: multipliers };
    section = 'multipliers';
    relocations.set('operational_array', ['multipliers']);
    findings.add([
      errors.renamedField(keyOriginOf(document, ['multipliers']), 'multipliers', 'operational_array', '3.1.3'),
    ]);
  }
  let array = result.operational_array;
  for (const [oldName, newName] of RENAMED_COSTS) {
    if (!isRecord(array) || !(oldName in array) || newName in array) continue;
    const { [oldName]: value, ...others } = array;
    array = { ...others, [newName]: value };
    relocations.set(`operational_array.${newName}`, [section, oldName]);
    findings.add([errors.renamedField(keyOriginOf(document, [section, oldName]), oldName, newName, '3.7.4')]);
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
  findings: Findings,
): { readonly data: Data; readonly converted: ReadonlySet<string> } {
  const { memories } = data;
  if (!isRecord(memories)) return { data, converted: new Set() };
  const faults = document.keysOf(['memories']).flatMap((name) => mixtureFault(document, name, memories[name]));
  findings.add(faults);
  const older = document.keysOf(['memories']).filter((name) => isOlderMemory(memories[name]));
  const [first] = older;
  // A memory that mixes the formats is reported alone: what else may be said of it follows from the mixture.
  if (first === undefined || faults.length > 0) return { data, converted: new Set() };
  const converted = new Set(older);
  const current = Object.fromEntries(
    Object.entries(memories).map(([name, memory]): [string, unknown] => [
      name,
      converted.has(name) ? convertOlderMemory(document, name, memory, relocations, findings) : memory,
    ]),
  );
  findings.add([errors.olderPorts(originOf(document, ['memories', first, 'ports']), older)]);
  return { data: { ...data, memories: current }, converted };
}
