/** A terminal that one line can be drawn on, again and again. */
export interface Terminal {
  /** Characters per line. */
  readonly columns: number;
  /** Writes text as it is. */
  write(text: string): void;
}
