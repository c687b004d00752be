/** Sizes of a tensor's index: `t = sa·A + sb·B`. */
export interface Relation {
  readonly t: string;
  readonly sa: number;
  readonly A: string;
  readonly sb: number;
  readonly B: string;
}

export interface RandomPort {
  readonly name: string;
  readonly type: 'read_write';
  readonly bandwidth_min: number;
  readonly bandwidth_max: number;
  readonly allocation: string[];
}

export interface RandomMemory {
  readonly size: number;
  readonly r_cost: number;
  readonly w_cost: number;
  readonly area: 0;
  readonly latency: 1;
  readonly operands: readonly string[];
  readonly served_dimensions: readonly string[];
  readonly ports: readonly RandomPort[];
  readonly force_double_buffering: boolean;
}

type Pair = readonly [string, number];

/** The input of `evaluateGivenMapping`, small enough to walk all iterations. */
export interface RandomCase {
  readonly layer: {
    readonly dims: readonly Pair[];
    readonly operands: Readonly<Record<string, readonly string[]>>;
    readonly relations: readonly Relation[];
    readonly precision: Readonly<Record<string, number>>;
  };
  readonly accelerator: {
    readonly name: string;
    readonly operational_array: {
      readonly dimensions: readonly string[];
      readonly sizes: readonly number[];
      readonly unit_energy: number;
      readonly unit_area: number;
    };
    readonly memories: Readonly<Record<string, RandomMemory>>;
  };
  readonly links: Readonly<Record<string, 'I1' | 'I2' | 'O'>>;
  readonly spatial: readonly (readonly [string, readonly Pair[]])[];
  readonly temporal: {
    readonly loops: readonly Pair[];
    readonly boundaries: Readonly<Record<string, readonly number[]>>;
  };
  readonly reuse_at_pins: boolean;
  readonly cycles_per_op: number;
}

const SHAPES = [
  { dims: ['M', 'N', 'C'], operands: { O: ['M', 'N'], W: ['C', 'N'], I: ['M', 'C'] }, slides: [] },
  { dims: ['K', 'C', 'OX', 'FX'], operands: { O: ['K', 'OX'], W: ['K', 'C', 'FX'], I: ['C', 'IX'] }, slides: ['X'] },
  { dims: ['G', 'OX', 'FX'], operands: { O: ['G', 'OX'], W: ['G', 'FX'], I: ['G', 'IX'] }, slides: ['X'] },
  {
    dims: ['G', 'K', 'C', 'OX', 'FX'],
    operands: { O: ['G', 'K', 'OX'], W: ['G', 'K', 'C', 'FX'], I: ['G', 'C', 'IX'] },
    slides: ['X'],
  },
  {
    dims: ['K', 'C', 'OY', 'OX', 'FY', 'FX'],
    operands: { O: ['K', 'OY', 'OX'], W: ['K', 'C', 'FY', 'FX'], I: ['C', 'IY', 'IX'] },
    slides: ['X', 'Y'],
  },
] as const;

/** What a case is drawn from: random numbers, or choices that can be made simpler. */
interface Drawing {
  /** A whole number from 0 to `end`, `end` excluded. */
  nextBelow(end: number): number;
  /** A number from 0 to 1, 1 excluded. */
  nextFraction(): number;
}

/** Draws layers, arrays, memories and mappings: remainders, strides, dilations, groups, shared and split ports, uneven memories. */
export class CaseMaker {
  private readonly random: Drawing;
  private readonly mostIndices: number;

  /** @param mostIndices largest size of a loop dimension; small enough to walk all iterations if it isn't given. */
  constructor(random: Drawing, mostIndices = 7) {
    this.random = random;
    this.mostIndices = mostIndices;
  }

  make(): RandomCase {
    const shape = this.pick(SHAPES);
    const most = shape.dims.length > 4 ? Math.ceil((3 * this.mostIndices) / 7) : this.mostIndices;
    const dims = shape.dims.map((name): Pair => [name, 1 + this.random.nextBelow(most)]);
    const arrays = ['D1', 'D2', 'D3'].slice(0, 1 + this.random.nextBelow(3));
    const sizes = arrays.map(() => 1 + this.random.nextBelow(5));
    const links = this.chance(0.3) ? ({ O: 'O', W: 'I1', I: 'I2' } as const) : ({ O: 'O', W: 'I2', I: 'I1' } as const);
    const memories = this.memories(arrays);
    const spatial = this.spatial(dims, arrays, sizes);
    const loops = this.loops(dims, spatial);
    const partial = this.pick([8, 16, 32]);
    return {
      layer: {
        dims,
        operands: shape.operands,
        relations: shape.slides.map((axis) => this.relation(axis)),
        precision: {
          W: this.pick([1, 4, 8]),
          I: this.pick([2, 8, 5]),
          O: partial,
          O_final: this.pick([4, 8, partial]),
        },
      },
      accelerator: {
        name: 'random',
        operational_array: { dimensions: arrays, sizes, unit_energy: this.random.nextFraction(), unit_area: 1 },
        memories,
      },
      links,
      spatial,
      temporal: { loops, boundaries: this.boundaries(loops.length, memories, links) },
      reuse_at_pins: this.chance(0.7),
      cycles_per_op: this.pick([1, 1, 3]),
    };
  }

  private pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const item = list[this.random.nextBelow(list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  private chance(share: number): boolean {
    return this.random.nextFraction() < share;
  }

  private relation(axis: string): Relation {
    return { t: `I${axis}`, sa: this.pick([1, 1, 2, 3]), A: `O${axis}`, sb: this.pick([1, 1, 2, 4]), B: `F${axis}` };
  }

  /** Registers of some operands, buffers shared by some, and one memory for all. */
  private memories(arrays: readonly string[]): Record<string, RandomMemory> {
    const plan = [
      ...['I1', 'I2', 'O'].flatMap((operand) => (this.chance(0.5) ? [[operand]] : [])),
      ...(this.chance(0.4)
        ? [
            this.pick([
              ['I1', 'I2'],
              ['I1', 'O'],
              ['O', 'I2'],
            ]),
          ]
        : []),
      ['I1', 'I2', 'O'],
    ];
    const below = new Map<string, ReadonlySet<string>>();
    return Object.fromEntries(
      plan.map((operands, index): [string, RandomMemory] => {
        const inherited = operands.flatMap((operand) => [...(below.get(operand) ?? [])]);
        const served = new Set([...inherited, ...arrays.filter(() => this.chance(0.5))]);
        for (const operand of operands) below.set(operand, served);
        return [
          `m${index}`,
          this.memory(
            operands,
            arrays.filter((name) => served.has(name)),
          ),
        ];
      }),
    );
  }

  private memory(operands: readonly string[], served: readonly string[]): RandomMemory {
    const needed = operands.flatMap((operand) =>
      (operand === 'O' ? ['tl', 'fl', 'th', 'fh'] : ['tl', 'fh']).map((direction) => `${operand}, ${direction}`),
    );
    const count = 1 + this.random.nextBelow(Math.min(3, needed.length));
    const ports = Array.from({ length: count }, (_, index): RandomPort => {
      const narrow = this.pick([1, 4, 5, 8, 16]);
      const wide = narrow * this.pick([1, 2, 4]) + (this.chance(0.2) ? 3 : 0);
      return {
        name: `rw_port_${index + 1}`,
        type: 'read_write',
        bandwidth_min: narrow,
        bandwidth_max: wide,
        allocation: [],
      };
    });
    needed.forEach((entry, index) => {
      ports[index < count ? index : this.random.nextBelow(count)]?.allocation.push(entry);
      const second = ports[this.random.nextBelow(count)];
      if (this.chance(0.15) && second?.allocation.includes(entry) === false) second.allocation.push(entry);
    });
    return {
      size: this.pick([16, 64, 128, 512, 2048, 1_000_000]),
      r_cost: this.random.nextFraction() * 10,
      w_cost: this.random.nextFraction() * 10,
      area: 0,
      latency: 1,
      operands,
      served_dimensions: served,
      ports,
      force_double_buffering: this.chance(0.1),
    };
  }

  private spatial(dims: readonly Pair[], arrays: readonly string[], sizes: readonly number[]): [string, Pair[]][] {
    const left = new Map(dims);
    return arrays.map((array, index) => {
      let room = sizes[index] ?? 1;
      const unrolled: Pair[] = [];
      for (const [name] of dims.filter(() => this.chance(0.4))) {
        const most = Math.min(room, left.get(name) ?? 1);
        if (most < 2) continue;
        const units = 2 + this.random.nextBelow(most - 1);
        room = Math.floor(room / units);
        left.set(name, Math.ceil((left.get(name) ?? 1) / units));
        unrolled.push([name, units]);
      }
      return [array, unrolled];
    });
  }

  private loops(dims: readonly Pair[], spatial: readonly [string, Pair[]][]): Pair[] {
    const loops = dims.flatMap(([name, size]) => {
      const units = spatial.flatMap(([, list]) => list).reduce((all, [d, u]) => (d === name ? all * u : all), 1);
      return this.factors(Math.ceil(size / units)).map((factor): Pair => [name, factor]);
    });
    for (let index = loops.length - 1; index > 0; index--) {
      const other = this.random.nextBelow(index + 1);
      const [x, y] = [loops[index], loops[other]];
      if (x === undefined || y === undefined) continue;
      loops[index] = y;
      loops[other] = x;
    }
    return loops;
  }

  private factors(rounds: number): number[] {
    for (let factor = 2; factor * factor <= rounds; factor++) {
      if (rounds % factor === 0) return [factor, ...this.factors(rounds / factor)];
    }
    return rounds === 1 ? [] : [rounds];
  }

  private boundaries(
    count: number,
    memories: Readonly<Record<string, RandomMemory>>,
    links: Readonly<Record<string, string>>,
  ): Record<string, number[]> {
    return Object.fromEntries(
      Object.entries(links).map(([operand, link]) => {
        const levels = Object.values(memories).filter(({ operands }) => operands.includes(link)).length;
        const inner = Array.from({ length: levels - 1 }, () => this.random.nextBelow(count + 1));
        return [operand, [...inner.toSorted((x, y) => x - y), count]];
      }),
    );
  }
}
