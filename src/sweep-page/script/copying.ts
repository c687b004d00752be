import { announce } from './dom.ts';

/** Copies a text, and says on the button that it did. */
export function copyFrom(button: HTMLElement, text: string): void {
  const before = button.textContent;
  copy(text).then((isCopied) => {
    button.textContent = isCopied ? 'Copied' : 'Not copied';
    announce(isCopied ? 'Copied' : 'The browser did not allow to copy');
    setTimeout(() => {
      button.textContent = before;
    }, 1500);
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** The older way, for pages that are opened as files. */
function copySelected(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'announcement';
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  return isCopied;
}
