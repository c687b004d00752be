/*
 * What this browser remembers of the page between visits: nothing that changes a result. Browsers may refuse to remember anything,
 * and the page works all the same.
 */

const PREFIX = 'studio-';

export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Then the next visit begins like the first.
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // There is nothing to forget.
  }
}
