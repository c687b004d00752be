import type { JSX } from 'preact';
import { message, undoEdit } from '../store/project.ts';

/** What was just done, with the way back. It stays until the next edit. */
export function MessageBar(): JSX.Element {
  const now = message.value;
  return (
    <div role="status" aria-live="polite">
      {now === undefined ? null : (
        <div class="toast">
          <span>{now.text}</span>
          {now.canUndo === true ? (
            <button type="button" onClick={undoEdit}>
              Undo <kbd>⌘Z</kbd>
            </button>
          ) : null}
          {now.action === undefined ? null : (
            <button type="button" onClick={now.action.run}>
              {now.action.label}
            </button>
          )}
          <button
            type="button"
            aria-label="Close the message"
            onClick={() => {
              message.value = undefined;
            }}
          >
            ×
          </button>
        </div>
      )}
    </div>
  );
}
