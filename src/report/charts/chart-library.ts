/** What charts need: Observable Plot and a document to draw into. */
export interface ChartLibrary {
  readonly Plot: typeof import('@observablehq/plot');
  readonly document: import('@observablehq/plot').PlotOptions['document'];
}

let loading: Promise<ChartLibrary> | undefined;
let loaded: ChartLibrary | undefined;

/** Loads the library. It takes a third of a second, so only runs that draw load it. */
export async function loadChartLibrary(): Promise<ChartLibrary> {
  loading ??= load();
  loaded = await loading;
  return loaded;
}

/** The library, once it has been loaded. */
export function chartLibrary(): ChartLibrary {
  if (loaded === undefined) throw new Error('the chart library has not been loaded: call loadChartLibrary first');
  return loaded;
}

async function load(): Promise<ChartLibrary> {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  return { Plot, document: parseHTML('<html><body></body></html>').document };
}
