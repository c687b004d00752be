import type { HardwarePerformance } from '../../evaluate.ts';

/** Version of the document below; raised when a key changes its meaning or disappears. */
const SCHEMA_VERSION = 1;

/** What `zigzag run --json` prints: exact numbers, energies in pJ, times in cycles. Layers are complete reports (docs/outputs.md). */
export function runDocument(performance: HardwarePerformance, options: Readonly<Record<string, unknown>>) {
  const { energy, latency, tclk, area, total, evaluations, uncosted, warnings } = performance;
  const { json: _json, quiet: _quiet, model: _model, ...settings } = options;
  return {
    schemaVersion: SCHEMA_VERSION,
    units: { energy: 'pJ', latency: 'cycles', tclk: 'ns', area: 'mm2' },
    options: settings,
    energy,
    latency,
    tclk,
    area,
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
