import { decodeResults, parseResults, type ResultsDocument, type StoredRun } from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { resultsDocument } from '../../src/run/result-files.ts';

/** The `results.json` of a run. */
export async function runToDocument(options: HardwarePerformanceOptions): Promise<ResultsDocument> {
  return resultsDocument(await getHardwarePerformance(options), options, new Date(0));
}

/** A run as it is read back from its `results.json`. */
export async function storedRun(options: HardwarePerformanceOptions): Promise<StoredRun> {
  return decodeResults(await runToDocument(options));
}

/** A layer name, and everything else that a user may choose, made to break out of markup, scripts and attributes. */
export const HOSTILE = `</script></title><img src=x onerror="window.broken=1">'"&<b onclick=x>`;

/** A run in which all names and texts of the user are hostile. */
export async function hostileRun(): Promise<StoredRun> {
  const document = await runToDocument({
    workload: 'gemm',
    accelerator: 'gemm_l1_l3',
    mapping: 'gemm_l1_l3',
    lpfLimit: 4,
  });
  const input = { name: HOSTILE, sha256: HOSTILE, text: HOSTILE };
  const names = new Map<string, string>();
  for (const { name, operatorType, definition } of document.layers) {
    for (const known of [name, operatorType, definition.equation]) names.set(known, HOSTILE);
  }
  for (const { name, memories } of document.accelerators) {
    names.set(name, HOSTILE);
    for (const memory of memories) {
      for (const known of [memory.name, ...memory.ports.map((port) => port.name)]) names.set(known, known + HOSTILE);
    }
  }
  const { layers, accelerators, total } = document;
  const text = JSON.stringify({
    ...document,
    ...Object(renamed({ layers, accelerators, total }, names)),
    sha256: undefined,
    // Names are parts of names there.
    hardware: undefined,
    generator: HOSTILE,
    created: HOSTILE,
    options: { [HOSTILE]: HOSTILE, opt: HOSTILE },
    inputs: { workload: input, accelerator: input, mapping: input },
    uncosted: [{ operatorType: HOSTILE, count: 1 }],
    infeasible: [{ name: HOSTILE, diagnostic: { code: HOSTILE, severity: 'error', message: HOSTILE, hint: HOSTILE } }],
    warnings: [{ code: HOSTILE, severity: 'warning', message: HOSTILE, hint: HOSTILE, file: HOSTILE, line: 1 }],
  });
  return decodeResults(parseResults(text, 'results.json'));
}

/** Data in which keys and texts that are names of the user have other names. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return (
      names.get(value) ??
      value.replace(/instance=([^,]+),/, (whole, name: string) => `instance=${names.get(name) ?? whole},`)
    );
  }
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [names.get(key) ?? key, renamed(item, names)]));
}
