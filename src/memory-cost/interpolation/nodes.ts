import type { MemoryFigures } from '../table/figures.ts';
import { blend, bracket, type Surface } from '../table/surface.ts';
import type { NodeSurfaces } from '../table/table.ts';

/** The surfaces that figures for a node follow from: its own, or those of the nodes on both sides. */
export function nodesAround(surfaces: NodeSurfaces, nodeNm: number): NodeSurfaces {
  const [smaller, larger] = bracket(surfaces, nodeNm, ([node]) => node);
  const own = [smaller, larger].find(([node]) => node === nodeNm);
  return own === undefined ? [smaller, larger] : [own];
}

/** Logarithms of figures for a node, from those of the surfaces around it: linear in the logarithm of the node. */
export function betweenNodes(
  around: NodeSurfaces,
  nodeNm: number,
  figuresOf: (surface: Surface) => MemoryFigures,
): MemoryFigures {
  const [smaller, larger] = around;
  if (smaller === undefined) throw new RangeError('nothing was measured for this kind of memory');
  if (larger === undefined) return figuresOf(smaller[1]);
  const fraction = Math.log(nodeNm / smaller[0]) / Math.log(larger[0] / smaller[0]);
  return blend(figuresOf(smaller[1]), figuresOf(larger[1]), fraction);
}
