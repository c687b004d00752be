/** Names of one graph: those of inner graphs and functions are told apart from equal names elsewhere by a prefix. */
export class Scope {
  private readonly names = new Map<string, string>();
  private readonly parent: Scope | undefined;
  private readonly prefix: string;

  constructor(prefix = '', parent?: Scope) {
    this.prefix = prefix;
    this.parent = parent;
  }

  /** Whether names are unique as they are: those of the outermost graph. */
  get isPlain(): boolean {
    return this.prefix === '' && this.parent === undefined && this.names.size === 0;
  }

  /** Makes a name of this graph; returns its unique form. */
  declare(name: string): string {
    if (name === '' || this.isPlain) return name;
    const unique = `${this.prefix}${name}`;
    this.names.set(name, unique);
    return unique;
  }

  /** Lets a name of this graph stand for a tensor of another one. */
  bind(name: string, tensor: string): void {
    if (name !== '') this.names.set(name, tensor);
  }

  /** The unique form of a name. */
  resolve(name: string): string {
    return this.names.get(name) ?? this.parent?.resolve(name) ?? name;
  }
}
