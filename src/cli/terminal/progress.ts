import type { ProgressEvent } from '../../stages/chain/progress.ts';

const BAR_WIDTH = 24;
const REFRESH_MS = 100;

/** One line on standard error that shows how far the run is; silent when that is not a terminal. */
export class ProgressLine {
  private readonly enabled: boolean;
  private readonly started = performance.now();
  private drawn = Number.NEGATIVE_INFINITY;

  constructor(enabled: boolean) {
    this.enabled = enabled && process.stderr.isTTY === true;
  }

  update(event: ProgressEvent): void {
    const now = performance.now();
    if (!this.enabled || now - this.drawn < REFRESH_MS) return;
    this.drawn = now;
    const text = progressText(event, now - this.started);
    process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  }

  clear(): void {
    if (this.enabled) process.stderr.write('\r\u001b[2K');
  }
}

/** `████░░░░ layer 3/21, 2 s left  conv1, mapping 1/3, 1024/5040 orders`. */
export function progressText(
  { stage, done, total, note, layer, spatialMapping }: ProgressEvent,
  elapsed: number,
): string {
  const isLayer = stage === 'WorkloadStage';
  const layers = isLayer ? total : (layer?.count ?? 1);
  const within = spatialMapping === undefined ? 0 : (spatialMapping.index - 1 + done / total) / spatialMapping.count;
  const finished = isLayer ? done : (layer?.index ?? 1) - 1 + within;
  const share = finished / layers;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const left = share > 0 ? `, ${(((elapsed / share) * (1 - share)) / 1000).toFixed(0)} s left` : '';
  const place = [
    note ?? layer?.name,
    spatialMapping === undefined ? undefined : `mapping ${spatialMapping.index}/${spatialMapping.count}`,
    stage === 'LomaStage' ? `${done}/${total} orders` : stage === 'SalsaStage' ? `${done}/${total} steps` : undefined,
  ];
  const where = place.filter((part) => part !== undefined).join(', ');
  return `${bar} layer ${Math.min(Math.floor(finished) + (isLayer ? 0 : 1), layers)}/${layers}${left}  ${where}`;
}
