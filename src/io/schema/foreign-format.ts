import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate } from '../../base/enumerate.ts';
import { isRecord, keyOriginOf, type SourceDocument } from '../text/source-document.ts';
import { otherProgram } from '../text/yaml-errors.ts';

/** A kind of file of another program: how to tell it, what it is, and what to do instead. */
interface ForeignFormat {
  readonly keysOf: (data: Readonly<Record<string, unknown>>) => readonly string[];
  /** Completes "this is". */
  readonly what: string;
  readonly remedy: string;
}

/**
 * The one finding for a file of another program: of Stream, Timeloop, Accelergy or AccelForge. Undefined for a file that may be meant for
 * ZigZag. Ask only when the shape is wrong, so that no file that can be read is refused.
 */
export function foreignFormat(document: SourceDocument, expected: string): Diagnostic | undefined {
  const { data } = document;
  const records: readonly unknown[] = Array.isArray(data) ? data : [data];
  for (const [index, record] of records.entries()) {
    if (!isRecord(record)) continue;
    for (const { keysOf, what, remedy } of Array.isArray(data) ? FORMATS_OF_ITEMS : FORMATS_OF_MAPS) {
      const keys = keysOf(record);
      const [first] = keys;
      if (first === undefined) continue;
      const path = Array.isArray(data) ? [index, first] : [first];
      const shown = `${keys.length === 1 ? 'key' : 'keys'} ${enumerate(keys.slice(0, 3).map((key) => `"${key}"`))}`;
      return otherProgram(keyOriginOf(document, path), `${what} (${shown})`, expected, remedy);
    }
  }
  return undefined;
}

/** The keys of `names` that a map has. */
function present(...names: readonly string[]): ForeignFormat['keysOf'] {
  return (data) => names.filter((name) => Object.hasOwn(data, name));
}

const STREAM_MAPPING: ForeignFormat = {
  keysOf: present('inter_core_tiling', 'intra_core_tiling'),
  what: 'a mapping file of Stream, which spreads layers over several cores',
  remedy: 'leave out the tilings over cores; docs/mapping-format.md describes the mapping for one core',
};

const FORMATS_OF_ITEMS: readonly ForeignFormat[] = [STREAM_MAPPING];

const FORMATS_OF_MAPS: readonly ForeignFormat[] = [
  STREAM_MAPPING,
  {
    keysOf: (data) => {
      const { layers } = data;
      const allocates =
        Array.isArray(layers) && layers.some((layer) => isRecord(layer) && Object.hasOwn(layer, 'core_allocation'));
      return [...(allocates ? ['layers'] : []), ...present('fused_groups')(data)];
    },
    what: STREAM_MAPPING.what,
    remedy: STREAM_MAPPING.remedy,
  },
  {
    keysOf: present('cores', 'core_connectivity', 'interconnect', 'core_memory_sharing', 'offchip_core_id'),
    what: 'a hardware system of Stream, which has several cores',
    remedy: 'pass one of the core files that it lists under cores',
  },
  {
    keysOf: (data) => {
      const { arch, workload } = data;
      const isWorkload = isRecord(workload) && present('einsums', 'rank_sizes', 'shape')(workload).length > 0;
      return [
        ...(isRecord(arch) ? ['arch'] : []),
        ...(isWorkload ? ['workload'] : []),
        ...present('einsums', 'rank_sizes')(data),
      ];
    },
    what: 'a file of AccelForge',
    remedy: 'write it anew for ZigZag; docs/ describes the three formats, examples/ has files to start from',
  },
  {
    keysOf: (data) => [
      ...present(
        'architecture',
        'problem',
        'mapper',
        'mapspace',
        'mapspace_constraints',
        'architecture_constraints',
        'compound_components',
        'sparse_optimizations',
      )(data),
      ...['mapping', 'components', 'ERT', 'ART'].filter((key) => isRecord(data[key]) || Array.isArray(data[key])),
    ],
    what: 'a file of Timeloop or Accelergy',
    remedy:
      'write it anew for ZigZag; docs/ describes the three formats, examples/ has files to start from. "zigzag mapping import" reads mappings of Timeloop',
  },
];
