import type { HardwarePerformance } from '../../evaluate.ts';

/** Version of the document below; raised when a key changes its meaning or disappears. */
const SCHEMA_VERSION = 1;

/** What `zigzag run --json` prints: exact numbers, energies in pJ, times in cycles. Layers are complete reports (docs/outputs.md). */
export function runDocument(performance: HardwarePerformance, options: Readonly<Record<string, unknown>>) {
  const { energy, latency, total, evaluations, uncosted, warnings } = performance;
  const { json: _json, quiet: _quiet, model: _model, ...settings } = options;
  return {
    schemaVersion: SCHEMA_VERSION,
    units: { energy: 'pJ', latency: 'cycles' },
    options: settings,
    energy,
    latency,
    total: total.toJSON(),
    layers: evaluations.map((evaluation) => ({
      id: evaluation.layer.id,
      name: evaluation.layer.name,
      energy: evaluation.energy,
      latency: evaluation.latency,
      report: evaluation.toJSON(),
    })),
    uncosted,
    warnings,
  };
}
