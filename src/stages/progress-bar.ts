import { terminal } from '#platform';
import { printable } from '../base/plain-text.ts';
import type { ProgressEvent } from '../chain/control/progress.ts';
import type { Terminal } from '../platform/terminal.ts';

const BAR_WIDTH = 24;

/** `██████░░░░  1024/5040 temporal mappings  layer 3/21 conv1, spatial mapping 1/3`, cut to the width. */
export function progressBarText({ done, total, layer, spatialMapping }: ProgressEvent, width: number): string {
  const filled = total > 0 ? Math.min(BAR_WIDTH, Math.floor((done / total) * BAR_WIDTH)) : BAR_WIDTH;
  const place = [
    layer === undefined ? '' : `layer ${layer.index}/${layer.count} ${layer.name}`,
    spatialMapping === undefined ? '' : `spatial mapping ${spatialMapping.index}/${spatialMapping.count}`,
  ].filter((part) => part !== '');
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const text = `${bar}  ${done}/${total} temporal mappings  ${place.join(', ')}`;
  return [...printable(text.trimEnd())].slice(0, width).join('');
}

/**
 * One line on a terminal that shows how far the search of the temporal mappings is, drawn anew with every event of a temporal engine
 * that counts them.
 */
export class ProgressBar {
  private readonly terminal: Terminal;
  private isDrawn = false;

  constructor(output: Terminal) {
    this.terminal = output;
  }

  /** The bar of the platform's terminal; undefined where there is none. */
  static onTerminal(): ProgressBar | undefined {
    const output = terminal();
    return output === undefined ? undefined : new ProgressBar(output);
  }

  update(event: ProgressEvent): void {
    if (event.stage !== 'LomaStage') return;
    this.isDrawn = true;
    this.terminal.write(`\r\u001b[2K${progressBarText(event, this.terminal.columns - 1)}`);
  }

  /** Leaves the last state on the terminal, and what follows on a line of its own. */
  end(): void {
    if (this.isDrawn) this.terminal.write('\n');
    this.isDrawn = false;
  }
}
