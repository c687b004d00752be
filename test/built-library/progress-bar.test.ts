import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { progressBarText } from '../../src/stages/progress-bar.ts';

/* The bar that `loma_show_progress_bar: true` asks for, on a terminal made by `script` of util-linux. */

const PROGRAM = fileURLToPath(new URL('./progress-bar-program.mjs', import.meta.url));
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

/** What a terminal shows of the program. */
function onTerminal(argument: string, terminal: string): string {
  const command = `"${process.execPath}" "${PROGRAM}" ${argument}`;
  const env = { ...process.env, TERM: terminal };
  return spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env, input: '' }).stdout;
}

describe('the progress bar of a chain', () => {
  test.skipIf(!hasScript)('shows the temporal mappings on a terminal', () => {
    const shown = onTerminal('with', 'xterm');
    expect(shown).toContain('\r\u001b[2K████████████████████████  90/90 temporal mappings  layer 1/1 Layer0');
    // What follows stands on a line of its own.
    expect(shown).toMatch(/\ndone\r?\n/);
  });

  test.skipIf(!hasScript)('is not drawn unless asked for, or where the terminal cannot draw', () => {
    expect(onTerminal('without', 'xterm').trim()).toBe('done');
    expect(onTerminal('with', 'dumb').trim()).toBe('done');
  });

  test('is not drawn into a file or a pipe', () => {
    const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'with'], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['done\n', '']);
  });

  test('fits the width, and shows names as text', () => {
    const layer = { name: 'a\u001b[31mb', index: 3, count: 21 };
    const event = { stage: 'LomaStage', done: 1, total: 2, layer, spatialMapping: { index: 1, count: 3 } };
    expect(progressBarText(event, 200)).toBe(
      '████████████░░░░░░░░░░░░  1/2 temporal mappings  layer 3/21 a\ufffd[31mb, spatial mapping 1/3',
    );
    expect(progressBarText(event, 40)).toHaveLength(40);
  });
});
