/** Hands out the names of a run's result files, so that no result overwrites another of the same run. */
export class ResultFileNames {
  private readonly used = new Map<string, number>();

  /** `stem` + `suffix`, or `stem-2` + `suffix` for the second file of that name, and so on. */
  claim(stem: string, suffix: string): string {
    const count = this.next(`${stem}${suffix}`);
    return `${stem}${count === 1 ? '' : `-${count}`}${suffix}`;
  }

  /** 1, 2, 3, …: a count of its own for every key. */
  next(key: string): number {
    const count = (this.used.get(key) ?? 0) + 1;
    this.used.set(key, count);
    return count;
  }
}

/** A text as part of a file name: no separators, no reserved characters, never a relative folder. */
export function safeFileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a file name
  const plain = name.replace(/[/\\:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+/, '_');
  return plain === '' ? '_' : plain;
}
