/** A memory that is too small, and the bits with which it would do. */
export interface SizeThatFits {
  readonly memory: string;
  /** Bits, whole bytes from one byte on. */
  readonly size: number;
}

/** The way out of a finding that no mapping fits; undefined where the finding names no size. */
export function sizeThatFits(message: string): SizeThatFits | undefined {
  const [, memory, needed] = /memory "([^"]+)" has \d+ bits, but [^.;]*?needs (?:at least )?(\d+)/.exec(message) ?? [];
  if (memory === undefined || needed === undefined) return undefined;
  const bits = Number(needed);
  return { memory, size: bits > 8 ? Math.ceil(bits / 8) * 8 : bits };
}
