import { combinationAt, combinationCount, combinationIndex } from './combinations.ts';
import type { Parameter, SettingValue } from './setting.ts';

/** One value for every parameter, by its name. */
export type Settings = Readonly<Record<string, SettingValue>>;

/**
 * Every combination of the values of some parameters, numbered from 0 with the last parameter changing fastest. Nothing is listed: a
 * space of a billion designs takes no memory.
 */
export class DesignSpace {
  readonly parameters: readonly Parameter[];
  /** Number of combinations; 1 without parameters. */
  readonly size: number;
  private readonly lengths: readonly number[];

  constructor(parameters: readonly Parameter[]) {
    this.parameters = parameters;
    this.lengths = parameters.map(({ values }) => values.length);
    this.size = combinationCount(this.lengths);
  }

  /** Positions of the values of a design in the lists of its parameters. */
  positionsOf(index: number): number[] {
    return combinationAt(this.lengths, index);
  }

  /** The design with the values at these positions. */
  indexOf(positions: readonly number[]): number {
    return combinationIndex(this.lengths, positions);
  }

  settingsAt(index: number): Settings {
    const positions = this.positionsOf(index);
    return Object.fromEntries(
      this.parameters.map(({ name, values }, place) => [name, values[positions[place] ?? 0] ?? null]),
    );
  }
}
