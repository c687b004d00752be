import type { PlotOptions } from '@observablehq/plot';
import { PlotDocument } from './plot-document.ts';
import { type Attributes, element, group, type Markup } from './svg.ts';

/** The marks that charts are made of, and the function that draws them. */
export interface ChartLibrary {
  readonly marks: Pick<
    typeof import('@observablehq/plot'),
    'barX' | 'axisX' | 'axisY' | 'gridX' | 'gridY' | 'dot' | 'line' | 'ruleX' | 'text'
  >;
  /** Draws a plot; its top left corner is at the origin. */
  readonly draw: (options: PlotOptions) => Markup;
}

/** What charts read of a document's nodes: the part that browsers and `PlotDocument` have in common. */
interface DocumentNode {
  readonly nodeName: string;
  /** Unlike the node name of an element in its own spelling; text has none. */
  readonly localName?: unknown;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<unknown>;
  readonly attributes?: Iterable<unknown>;
}

let loaded: Promise<ChartLibrary> | undefined;
let ready: ChartLibrary | undefined;

/** Loads the drawing library (0.4 s the first time). Uses the page's own document in a browser. */
export function loadChartLibrary(): Promise<ChartLibrary> {
  loaded ??= createLibrary().catch((error: unknown) => {
    // A page may try again when it is online again.
    loaded = undefined;
    throw error;
  });
  return loaded;
}

/**
 * The library, for code that cannot wait.
 * @throws Error when `loadChartLibrary` has not been awaited before.
 */
export function chartLibrary(): ChartLibrary {
  if (ready === undefined) throw new Error('the chart library has not been loaded: await loadChartLibrary() first');
  return ready;
}

async function createLibrary(): Promise<ChartLibrary> {
  const plot = await import('@observablehq/plot');
  const document = pageDocument() ?? new PlotDocument();
  ready = {
    marks: plot,
    draw: (options) => {
      const picture: unknown = plot.plot({ ...options, ...documentOption(document) });
      if (!isDocumentNode(picture)) throw new Error('the chart library gave no picture');
      // What Plot says on its root element, which is not kept: it would bring a style sheet that viewers do not read.
      return group({ 'text-anchor': 'middle' }, Array.from(picture.childNodes).flatMap(toMarkup));
    },
  };
  return ready;
}

function pageDocument(): unknown {
  return Reflect.get(globalThis, 'document');
}

/** Plot's own type of this option exists only where the browser's types are loaded. */
function documentOption(document: unknown): PlotOptions {
  const option: object = { document };
  return option;
}

function toMarkup(node: unknown): Markup[] {
  if (!isDocumentNode(node)) return [];
  if (node.nodeName === '#text') return [element('tspan', {}, node.nodeValue ?? '')];
  const name = node.localName;
  if (typeof name !== 'string' || name === 'style') return [];
  const children = Array.from(node.childNodes);
  const onlyText = children.every((child) => isDocumentNode(child) && child.nodeName === '#text');
  const attributes = attributesOf(node);
  if (!onlyText) return [element(name, attributes, ...children.flatMap(toMarkup))];
  return [element(name, attributes, children.map((child) => (isDocumentNode(child) ? child.nodeValue : '')).join(''))];
}

/** In alphabetical order: documents differ in theirs. */
function attributesOf(node: DocumentNode): Attributes {
  const pairs = Array.from(node.attributes ?? []).flatMap((attribute) => {
    if (!isAttribute(attribute) || attribute.name === 'class') return [];
    const value = attribute.name.startsWith('aria-') ? attribute.value : roundNumbers(attribute.value);
    return [[attribute.name, value.replaceAll('currentColor', 'black')] as const];
  });
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Coordinates to hundredths of a pixel. */
function roundNumbers(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}

function isDocumentNode(value: unknown): value is DocumentNode {
  return typeof value === 'object' && value !== null && 'nodeName' in value && 'childNodes' in value;
}

function isAttribute(value: unknown): value is { readonly name: string; readonly value: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'value' in value;
}
