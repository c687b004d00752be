import type { LayerRecord } from './workload/workload-schema.ts';

/** What the expansion reads of a layer record. */
type RepeatedRecord = Pick<LayerRecord, 'id'> & Partial<Pick<LayerRecord, 'name' | 'repeat' | 'operand_source'>>;

/** A workload with more layers is no file for people or tools. */
const MOST_LAYERS = 100_000;

/**
 * The layers of a workload without `repeat`, as the workload files of ZigZag have them: every repetition is a layer with an id of its own.
 * Layers that stand one after the other and are repeated equally often are written as a block, block after block. A repetition reads from the same
 * repetition of its producer; from the last one where the producer is repeated more or less often. Names stay, so that the entries of the
 * mapping file apply to all repetitions.
 * @throws RangeError for more than 100 000 layers.
 */
export function expandRepeats<One extends RepeatedRecord>(layers: readonly One[]): Omit<One, 'repeat'>[] {
  const count = layers.reduce((sum, { repeat = 1 }) => sum + repeat, 0);
  if (count > MOST_LAYERS)
    throw new RangeError(`${count} layers are more than the ${MOST_LAYERS} that can be written out`);
  const ids = idsOfRepetitions(layers);
  return blocksOf(layers).flatMap((block) =>
    Array.from({ length: block[0]?.repeat ?? 1 }, (_, repetition) =>
      block.map((layer) => repetitionOf(layer, repetition, ids)),
    ).flat(),
  );
}

/** Of every layer, the ids of its repetitions. The first has the id of the layer, all others have new ones. */
function idsOfRepetitions(layers: readonly RepeatedRecord[]): ReadonlyMap<number, readonly number[]> {
  let last = layers.reduce((largest, { id }) => Math.max(largest, id), 0);
  const ids = new Map<number, readonly number[]>();
  for (const { id, repeat = 1 } of layers) {
    const further = Array.from({ length: repeat - 1 }, () => {
      last++;
      return last;
    });
    ids.set(id, [id, ...further]);
  }
  return ids;
}

/** Neighbours that are repeated equally often. */
function blocksOf<One extends RepeatedRecord>(layers: readonly One[]): One[][] {
  const blocks: One[][] = [];
  for (const layer of layers) {
    const block = blocks.at(-1);
    if (block !== undefined && (block[0]?.repeat ?? 1) === (layer.repeat ?? 1)) block.push(layer);
    else blocks.push([layer]);
  }
  return blocks;
}

function repetitionOf<One extends RepeatedRecord>(
  layer: One,
  repetition: number,
  ids: ReadonlyMap<number, readonly number[]>,
): Omit<One, 'repeat'> {
  const { repeat = 1, ...record } = layer;
  const { id, name, operand_source: sources = {} } = layer;
  const idOf = (source: number): number => {
    const known = ids.get(source) ?? [source];
    return known[known.length === repeat ? repetition : known.length - 1] ?? source;
  };
  return {
    ...record,
    id: idOf(id),
    // A layer without a name is named after its id.
    name: name ?? `Layer${id}`,
    operand_source: Object.fromEntries(
      Object.entries(sources).flatMap(([operand, source]) => (source === undefined ? [] : [[operand, idOf(source)]])),
    ),
  };
}
