import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Dialog } from '../../parts/small.tsx';
import { openPanel } from '../../store/view.ts';
import { allCommands, matching, type PageCommand } from './commands.ts';

/** More are found by typing on. */
const MOST_SHOWN = 12;

/** All commands by name. */
export default function CommandsPanel(): JSX.Element {
  const commands = useMemo(allCommands, []);
  const [wanted, want] = useState('');
  const [at, moveTo] = useState(0);
  const shown = matching(commands, wanted).slice(0, MOST_SHOWN);
  const close = (): void => {
    openPanel.value = undefined;
  };
  const run = (command: PageCommand | undefined): void => {
    close();
    command?.run();
  };
  return (
    <Dialog label="All commands" class="commands" onClose={close}>
      <input
        aria-label="Find a command, a number, a layer or a memory"
        placeholder="Find a command, a number, a layer or a memory"
        aria-controls="command-list"
        aria-activedescendant={`command-${at}`}
        value={wanted}
        onInput={({ currentTarget }) => {
          want(currentTarget.value);
          moveTo(0);
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step !== 0) moveTo((at + step + shown.length) % Math.max(1, shown.length));
          else if (event.key === 'Enter') run(shown[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div id="command-list" role="listbox" aria-label="Commands">
        {shown.map((command, index) => (
          <button
            key={command.title}
            id={`command-${index}`}
            type="button"
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onPointerEnter={() => moveTo(index)}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            {command.keys === undefined ? null : <kbd>{command.keys}</kbd>}
          </button>
        ))}
        {shown.length === 0 ? <p class="faint">Nothing has this name.</p> : null}
      </div>
    </Dialog>
  );
}
