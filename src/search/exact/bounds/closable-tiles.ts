import type { ClosingGraph } from '../paths/closing-graph.ts';

/**
 * Per interface: tiles at which paths can close it.
 * @param closings what paths may close, `interface · tiles + tile`; undefined for all that fits.
 */
export function closableTilesOf(graph: ClosingGraph, closings: Int32Array | undefined): number[][] {
  const { problem } = graph;
  return closings === undefined
    ? Array.from({ length: problem.interfaceCount }, (_, index) => closableTiles(graph, index))
    : tilesByInterface(graph, closings);
}

function tilesByInterface({ problem, space: { tileCount } }: ClosingGraph, closings: Int32Array): number[][] {
  const tiles = Array.from({ length: problem.interfaceCount }, (): number[] => []);
  for (const closing of closings) {
    const index = Math.floor(closing / tileCount);
    tiles[index].push(closing - index * tileCount);
  }
  return tiles;
}

function closableTiles({ space, bits }: ClosingGraph, index: number): number[] {
  const { tileCount, full } = space;
  const row = index * 2 * tileCount;
  const tiles: number[] = [];
  for (let tile = 0; tile < full; tile++) {
    if (bits[row + tile] >= 0 || bits[row + tileCount + tile] >= 0) tiles.push(tile);
  }
  return tiles;
}
