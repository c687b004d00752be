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

  constructor(parameters: readonly Parameter[]) {
    this.parameters = parameters;
    this.size = parameters.reduce((size, { values }) => size * values.length, 1);
  }

  /** Positions of the values of a design in the lists of its parameters. */
  positionsOf(index: number): number[] {
    const positions: number[] = [];
    let rest = index;
    for (const { values } of this.parameters.toReversed()) {
      positions.unshift(rest % values.length);
      rest = Math.floor(rest / values.length);
    }
    return positions;
  }

  /** The design with the values at these positions. */
  indexOf(positions: readonly number[]): number {
    return this.parameters.reduce((index, { values }, place) => index * values.length + (positions[place] ?? 0), 0);
  }

  settingsAt(index: number): Settings {
    const positions = this.positionsOf(index);
    return Object.fromEntries(
      this.parameters.map(({ name, values }, place) => [name, values[positions[place] ?? 0] ?? null]),
    );
  }
}
