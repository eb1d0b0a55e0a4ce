import type { Node } from 'jsonc-parser';

// A key that comes twice makes several documents of one text. All of them are looked at, so that neither hides what is
// wrong in the other: variant 0 takes every first, variant 1 the next of some, and so on.

/** Documents of one text that are looked at; of a key that comes more often only the repetition is told. */
const VARIANTS_MAX = 8;
/** Values in all of them together, so that a long text with one key twice is not read eight times. */
const VALUES_MAX = 40_000;

type Property = { key: string; name: Node; child: Node };

export class DocumentTree {
  private readonly properties = new Map<Node, Map<string, Property[]>>();
  private readonly counts = new Map<Node, number>();

  constructor(readonly root: Node) {}

  get variants(): number {
    const most = Math.floor(VALUES_MAX / this.size());
    return Math.max(1, Math.min(this.count(this.root), VARIANTS_MAX, most));
  }

  /** Nodes of the tree. */
  private size(): number {
    let size = 0;
    const open = [this.root];
    for (let node = open.pop(); node; node = open.pop()) {
      size += 1;
      for (const child of node.children ?? []) open.push(child);
    }
    return size;
  }

  /** The properties of an object by key, each as often as it comes, in the order of the text. */
  private propertiesOf(node: Node): Map<string, Property[]> {
    const known = this.properties.get(node);
    if (known) return known;
    const found = new Map<string, Property[]>();
    for (const { children: [name, child] = [] } of node.children ?? []) {
      if (!name || !child) continue;
      const key = String(name.value);
      const property = { key, name, child };
      const others = found.get(key);
      if (others) others.push(property);
      else found.set(key, [property]);
    }
    this.properties.set(node, found);
    return found;
  }

  *objects(): Generator<Map<string, Property[]>> {
    const open = [this.root];
    for (let node = open.pop(); node; node = open.pop()) {
      for (const child of node.children ?? []) open.push(child);
      if (node.type === 'object') yield this.propertiesOf(node);
    }
  }

  /** What a variant says, with `textOf` saying each text in it. Recursion is bounded by the depth of the tree. */
  value(textOf: (node: Node) => unknown, variant: number, node: Node = this.root): unknown {
    if (node.type === 'array') return (node.children ?? []).map((child) => this.value(textOf, variant, child));
    if (node.type !== 'object') return textOf(node);
    const entries = [...this.propertiesOf(node)].filter(([key]) => key !== '__proto__');
    return Object.fromEntries(
      entries.map(([key, properties]) => {
        const [{ child }, within] = this.pick(properties, variant);
        return [key, this.value(textOf, within, child)];
      }),
    );
  }

  /** Where the value at `keys` starts: its key for a property, the last place that exists when the rest is missing. */
  offsetOf(keys: readonly PropertyKey[], variant: number): { offset: number; exists: boolean } {
    let [node, within, offset] = [this.root, variant, this.root.offset];
    for (const key of keys) {
      const properties = node.type === 'object' ? this.propertiesOf(node).get(String(key)) : undefined;
      const element = node.type === 'array' ? node.children?.[Number(key)] : undefined;
      if (properties) {
        const [{ name, child }, next] = this.pick(properties, within);
        [node, within, offset] = [child, next, name.offset];
      } else if (element) [node, offset] = [element, element.offset];
      else return { offset, exists: false };
    }
    return { offset, exists: true };
  }

  private pick(properties: Property[], variant: number): [Property, number] {
    let within = variant;
    for (const property of properties) {
      const count = this.count(property.child);
      if (within < count) return [property, within];
      within -= count;
    }
    // Fewer than elsewhere in the document: the last stays.
    const last = properties.at(-1);
    if (!last) throw new Error('A key that is there is there once at least.');
    return [last, this.count(last.child) - 1];
  }

  private count(node: Node): number {
    const known = this.counts.get(node);
    if (known !== undefined) return known;
    const inside =
      node.type === 'object'
        ? [...this.propertiesOf(node).values()].map((same) =>
            same.reduce((sum, { child }) => sum + this.count(child), 0),
          )
        : (node.children ?? []).map((child) => this.count(child));
    const count = inside.reduce((most, one) => Math.max(most, one), 1);
    this.counts.set(node, count);
    return count;
  }
}
