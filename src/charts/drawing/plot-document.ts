/*
 * The part of a document in which the chart library draws where there is no page: elements with attributes, styles and text. It is
 * compared with a real document in test/report/chart-library.test.ts.
 */

const SVG = 'http://www.w3.org/2000/svg';

/** A piece of text. */
class TextNode {
  readonly nodeName = '#text';
  readonly childNodes: readonly DocumentChild[] = [];
  parentNode: ElementNode | undefined;
  nodeValue: string;

  constructor(text: string) {
    this.nodeValue = text;
  }

  get textContent(): string {
    return this.nodeValue;
  }
}

type DocumentChild = TextNode | ElementNode;

/** An element of SVG. */
class ElementNode {
  readonly nodeValue = null;
  readonly namespaceURI = SVG;
  readonly nodeName: string;
  readonly localName: string;
  readonly ownerDocument: PlotDocument;
  readonly childNodes: DocumentChild[] = [];
  parentNode: ElementNode | undefined;
  private readonly values = new Map<string, string>();
  private readonly styles = new Map<string, string>();

  constructor(name: string, ownerDocument: PlotDocument) {
    this.nodeName = name;
    this.localName = name;
    this.ownerDocument = ownerDocument;
  }

  readonly style = {
    setProperty: (name: string, value: unknown): void => {
      this.styles.set(name, String(value));
      this.values.set('style', [...this.styles].map(([key, text]) => `${key}:${text}`).join(';'));
    },
  };

  get attributes(): readonly { readonly name: string; readonly value: string }[] {
    return [...this.values].map(([name, value]) => ({ name, value }));
  }

  getAttribute(name: string): string | null {
    return this.values.get(name) ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    this.values.set(name, String(value));
  }

  setAttributeNS(_: unknown, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    this.values.delete(name);
  }

  get textContent(): string {
    return this.childNodes.map(({ textContent }) => textContent).join('');
  }

  set textContent(text: unknown) {
    this.childNodes.length = 0;
    this.append(String(text ?? ''));
  }

  append(...children: readonly (DocumentChild | string)[]): void {
    for (const child of children) this.appendChild(typeof child === 'string' ? new TextNode(child) : child);
  }

  appendChild<Child extends DocumentChild>(child: Child): Child {
    return this.insertBefore(child, null);
  }

  insertBefore<Child extends DocumentChild>(child: Child, next: DocumentChild | null): Child {
    child.parentNode?.removeChild(child);
    child.parentNode = this;
    const place = next === null ? -1 : this.childNodes.indexOf(next);
    this.childNodes.splice(place < 0 ? this.childNodes.length : place, 0, child);
    return child;
  }

  removeChild<Child extends DocumentChild>(child: Child): Child {
    const place = this.childNodes.indexOf(child);
    if (place >= 0) this.childNodes.splice(place, 1);
    child.parentNode = undefined;
    return child;
  }
}

/** What the chart library is given in the place of a page's document. */
export class PlotDocument {
  readonly documentElement: ElementNode = new ElementNode('svg', this);

  createElementNS(_: string, name: string): ElementNode {
    return new ElementNode(name, this);
  }

  createTextNode(text: string): TextNode {
    return new TextNode(text);
  }
}
