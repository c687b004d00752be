/** Hands out the names of a run's result files, so that no result overwrites another of the same run, on any file system. */
export class ResultFileNames {
  private readonly counts = new Map<string, number>();
  private readonly claimed = new Set<string>();

  /** `stem` + `suffix`, or `stem-2` + `suffix` for the second file of that name, and so on. */
  claim(stem: string, suffix: string): string {
    for (;;) {
      const count = this.next(`${sameFile(stem)}${suffix}`);
      const name = `${stem}${count === 1 ? '' : `-${count}`}${suffix}`;
      if (this.claimed.has(sameFile(name))) continue;
      this.claimed.add(sameFile(name));
      return name;
    }
  }

  /** 1, 2, 3, …: a count of its own for every key. */
  next(key: string): number {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count;
  }
}

/** Equal for names that some file system takes for the same: those that differ in case, or in how an accent is written. */
function sameFile(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Most bytes of a part of a name; with what is added to it, a name has at most 255. */
const MOST_BYTES = 200;
/** Names that Windows gives to devices, whatever the extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A text as part of a file name: no separators, no reserved characters or names, never a relative folder or an option, never too long. */
export function safeFileName(name: string): string {
  const plain = name
    .replace(/\p{Surrogate}/gu, '_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a file name
    .replace(/[/\\:*?"<>|\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^[.-]+/, '_')
    .replace(/[. ]+$/, '_')
    .replace(DEVICE, '$1_');
  return shortened(plain === '' ? '_' : plain);
}

/** Cut between characters, never inside one. */
function shortened(name: string): string {
  const encoder = new TextEncoder();
  let length = 0;
  let kept = '';
  for (const character of name) {
    length += encoder.encode(character).length;
    if (length > MOST_BYTES) return `${kept}…`;
    kept += character;
  }
  return name;
}
