/**
 * Whole numbers as text: `3*4` stands for four times 3.
 *
 * ```text
 * 0 0 0 5 2 2      0*3 5 2*2
 * ```
 */
export function runsText(numbers: ArrayLike<number>): string {
  const parts: string[] = [];
  for (let start = 0, end = 0; start < numbers.length; start = end) {
    while (end < numbers.length && numbers[end] === numbers[start]) end++;
    parts.push(end - start === 1 ? String(numbers[start]) : `${numbers[start]}*${end - start}`);
  }
  return parts.join(' ');
}

/** @returns undefined where the text isn't that of `length` whole numbers. */
export function numbersOf(text: string, length: number): Int32Array | undefined {
  const numbers = new Int32Array(length);
  let at = 0;
  for (const part of text === '' ? [] : text.split(' ')) {
    const [, number, times = '1'] = /^(\d{1,9})(?:\*(\d{1,9}))?$/.exec(part) ?? [];
    if (number === undefined || at + Number(times) > length) return undefined;
    numbers.fill(Number(number), at, at + Number(times));
    at += Number(times);
  }
  return at === length ? numbers : undefined;
}
