/** The columns of standard output; 100 where it is no terminal. */
export function outputWidth(): number {
  return process.stdout.columns ?? 100;
}

/** Breaks a text at blanks into lines of at most `width` characters. Words longer than that stand alone on a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width || line === '') {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return [...lines, line];
}

/** A text beside its label; further lines are indented as the first. */
export function labelled(label: string, text: string, labelWidth: number, width: number): string {
  return wrap(text, Math.max(20, width - labelWidth))
    .map((line, index) => `${(index === 0 ? label : '').padEnd(labelWidth)}${line}`.trimEnd())
    .join('\n');
}
