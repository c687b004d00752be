/** The flags of `zigzag curves`, besides those of a run. */
export interface CurvesOutput {
  readonly layer?: string;
  readonly memory?: string;
  readonly out?: string;
  readonly json?: boolean;
}
