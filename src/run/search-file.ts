import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import type { Diagnostic } from '../base/diagnostic.ts';
import { VERSION } from '../base/version.ts';
import { writeResult } from '../io/files/write-result.ts';
import type { TemporalMapping } from '../model/mapping/temporal-mapping.ts';
import type { FileAccess } from '../platform/file-access.ts';
import type { SearchAnswer, SearchStore } from '../stages/index.ts';

/** Shortest time between two writings, in milliseconds: what a run that is killed may have to search again. */
const WRITE_INTERVAL_MS = 200;

const cost = z.object({ energy: z.number(), latency: z.number() });
const temporalMapping = z.object({
  loops: z.array(z.object({ dimension: z.string(), size: z.number() })),
  boundaries: z.array(z.tuple([z.string(), z.array(z.number())])),
});
const finding = z.object({
  mapping: z.optional(temporalMapping),
  toBeat: z.optional(cost),
  alternatives: z.optional(z.array(temporalMapping)),
});
const storedSearches = z.object({
  version: z.string(),
  /** Of the findings as JSON without blanks: what was changed is not used. */
  sha256: z.string(),
  findings: z.record(z.string(), finding),
});

/**
 * What the searches of a run found, in a file that is always whole: a run that was interrupted goes on from there. Every finding is
 * filed under the hash of all that its search depends on, so it is used again only for the very same question to the same version of the program.
 */
export class SearchFile implements SearchStore {
  private readonly path: string;
  private readonly files: FileAccess;
  private readonly findings: Map<string, z.infer<typeof finding>>;
  private written = Number.NEGATIVE_INFINITY;

  private constructor(path: string, files: FileAccess, findings: Map<string, z.infer<typeof finding>>) {
    this.path = path;
    this.files = files;
    this.findings = findings;
  }

  /** A store that begins empty. */
  static create(path: string, files: FileAccess): SearchFile {
    return new SearchFile(path, files, new Map());
  }

  /** A store with what an earlier run has left; empty, with a warning, where that cannot be used. */
  static async open(path: string, files: FileAccess, warn: (diagnostic: Diagnostic) => void): Promise<SearchFile> {
    if (!(await files.exists(path))) return SearchFile.create(path, files);
    const stored = await readStored(path, files);
    if (stored?.version === VERSION) return new SearchFile(path, files, new Map(Object.entries(stored.findings)));
    warn({
      code: 'ZZ6016',
      severity: 'warning',
      file: path,
      message: `nothing can be resumed: ${stored === undefined ? 'the file is damaged' : `the file was written by version ${stored.version}`}`,
      hint: 'everything is searched again; delete the file to be rid of this warning',
    });
    return SearchFile.create(path, files);
  }

  get(key: string): SearchAnswer | undefined {
    const stored = this.findings.get(hashOf(key));
    if (stored === undefined) return undefined;
    const { mapping, toBeat, alternatives } = stored;
    return {
      mapping: mapping && decodeMapping(mapping),
      toBeat,
      ...(alternatives === undefined ? {} : { alternatives: alternatives.map(decodeMapping) }),
    };
  }

  add(key: string, { mapping, toBeat, alternatives }: SearchAnswer): void {
    this.findings.set(hashOf(key), {
      ...(mapping === undefined ? {} : { mapping: encodeMapping(mapping) }),
      ...(toBeat === undefined ? {} : { toBeat: { ...toBeat } }),
      ...(alternatives === undefined ? {} : { alternatives: alternatives.map(encodeMapping) }),
    });
    if (performance.now() - this.written > WRITE_INTERVAL_MS) this.write();
  }

  /** Writes everything, in an order that does not depend on that of the searches. */
  write(): void {
    const findings = Object.fromEntries([...this.findings].sort(([x], [y]) => (x < y ? -1 : 1)));
    const stored = { version: VERSION, sha256: hashOf(JSON.stringify(findings)), findings };
    writeResult(this.files, this.path, `${JSON.stringify(stored, undefined, 1)}\n`);
    this.written = performance.now();
  }
}

type StoredMapping = z.infer<typeof temporalMapping>;

function encodeMapping({ loops, boundaries }: TemporalMapping): StoredMapping {
  return {
    loops: [...loops],
    boundaries: [...boundaries].map(([operand, ends]): [string, number[]] => [operand, [...ends]]),
  };
}

function decodeMapping({ loops, boundaries }: StoredMapping): TemporalMapping {
  return { loops, boundaries: new Map(boundaries) };
}

function hashOf(key: string): string {
  return bytesToHex(sha256(utf8ToBytes(key)));
}

async function readStored(path: string, files: FileAccess): Promise<z.infer<typeof storedSearches> | undefined> {
  try {
    const text = new TextDecoder().decode(await files.read(path));
    const stored = storedSearches.parse(JSON.parse(text));
    return stored.sha256 === hashOf(JSON.stringify(stored.findings)) ? stored : undefined;
  } catch {
    return undefined;
  }
}
