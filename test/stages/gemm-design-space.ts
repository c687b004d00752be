import type { ParameterIteration } from '../../src/stages/index.ts';

/** The design space of the reference's optimiser: five scratchpads, times arrays of 8 or 16 in three dimensions. */
export function gemmDesignSpace() {
  const scratchpads = [
    [32, 95],
    [64, 104],
    [128, 118],
    [256, 132],
    [512, 147],
  ].map(([kibibytes = 0, readCost = 0]) => [Math.trunc(kibibytes * 1024 * 8 * 0.8), readCost, readCost * 1.2]);
  const hardwareParameters: ParameterIteration[] = [
    [['memories.l1.size', 'memories.l1.r_cost', 'memories.l1.w_cost'], scratchpads],
    ['operational_array.sizes[0]', [8, 16]],
    ['operational_array.sizes[1]', [8, 16]],
    ['operational_array.sizes[2]', [8, 16]],
  ];
  return { hardwareParameters, adjustHardware: fitBandwidths };
}

/** The streaming ports of the scratchpad feed the whole array every cycle. */
function fitBandwidths(description: unknown, settings: Readonly<Record<string, unknown>>): unknown {
  const [d1, d2, d3] = [0, 1, 2].map((place) => Number(settings[`operational_array.sizes[${place}]`]));
  const widths = [Number(d1) * Number(d2) * 8, Number(d2) * Number(d3) * 8, Number(d1) * Number(d3) * 32];
  const copy = structuredClone(description);
  widths.forEach((width, port) => {
    const ports: unknown = Reflect.get(Reflect.get(Reflect.get(Object(copy), 'memories'), 'l1'), 'ports');
    Reflect.set(Reflect.get(Object(ports), String(port)), 'bandwidth_max', width);
  });
  return copy;
}
