/** Figures of one SRAM. */
export interface SramEntry {
  readonly capacityBytes: number;
  readonly writeEnergyNj: number;
  readonly areaMm2: number;
}

/** SRAMs of one port width, by capacity. */
export interface SramColumn {
  readonly widthBits: number;
  readonly entries: readonly SramEntry[];
}

/**
 * Single-ported SRAM at 32 nm and 300 K, as computed by CACTI 7 (R. Balasubramonian et al., "CACTI 7: New Tools for Interconnect
 * Exploration in Innovative Off-Chip Memories", ACM TACO 14(2), 2017): for each port width in bits, by capacity in bytes, the
 * energy of one write in nJ and the area in mm².
 */
export const SRAM_32NM: readonly SramColumn[] = [
  {
    widthBits: 8,
    entries: [
      { capacityBytes: 64, writeEnergyNj: 0.000150855, areaMm2: 0.000207713 },
      { capacityBytes: 128, writeEnergyNj: 0.000187517, areaMm2: 0.00030928 },
      { capacityBytes: 256, writeEnergyNj: 0.000253986, areaMm2: 0.000565526 },
      { capacityBytes: 512, writeEnergyNj: 0.000367404, areaMm2: 0.00102247 },
      { capacityBytes: 1024, writeEnergyNj: 0.000484149, areaMm2: 0.00188177 },
      { capacityBytes: 2048, writeEnergyNj: 0.000697737, areaMm2: 0.00403602 },
      { capacityBytes: 4096, writeEnergyNj: 0.00109426, areaMm2: 0.00829951 },
      { capacityBytes: 8192, writeEnergyNj: 0.00122634, areaMm2: 0.0147956 },
      { capacityBytes: 16384, writeEnergyNj: 0.00198758, areaMm2: 0.0302113 },
      { capacityBytes: 32768, writeEnergyNj: 0.00238568, areaMm2: 0.0621302 },
      { capacityBytes: 65536, writeEnergyNj: 0.00316393, areaMm2: 0.116605 },
    ],
  },
  {
    widthBits: 16,
    entries: [
      { capacityBytes: 64, writeEnergyNj: 0.000206772, areaMm2: 0.000182798 },
      { capacityBytes: 128, writeEnergyNj: 0.000281759, areaMm2: 0.000316635 },
      { capacityBytes: 256, writeEnergyNj: 0.000352761, areaMm2: 0.000575035 },
      { capacityBytes: 512, writeEnergyNj: 0.000537204, areaMm2: 0.00103219 },
      { capacityBytes: 1024, writeEnergyNj: 0.000661375, areaMm2: 0.00189686 },
      { capacityBytes: 2048, writeEnergyNj: 0.000897253, areaMm2: 0.0039786 },
      { capacityBytes: 4096, writeEnergyNj: 0.00133345, areaMm2: 0.00796901 },
      { capacityBytes: 8192, writeEnergyNj: 0.00160758, areaMm2: 0.0144651 },
      { capacityBytes: 16384, writeEnergyNj: 0.00246201, areaMm2: 0.0287226 },
      { capacityBytes: 32768, writeEnergyNj: 0.00296697, areaMm2: 0.0596652 },
      { capacityBytes: 65536, writeEnergyNj: 0.003963, areaMm2: 0.121872 },
    ],
  },
  {
    widthBits: 32,
    entries: [
      { capacityBytes: 128, writeEnergyNj: 0.000399485, areaMm2: 0.000372419 },
      { capacityBytes: 256, writeEnergyNj: 0.000545497, areaMm2: 0.000599327 },
      { capacityBytes: 512, writeEnergyNj: 0.000871989, areaMm2: 0.00105729 },
      { capacityBytes: 1024, writeEnergyNj: 0.00101654, areaMm2: 0.00193273 },
      { capacityBytes: 2048, writeEnergyNj: 0.00129639, areaMm2: 0.00406692 },
      { capacityBytes: 4096, writeEnergyNj: 0.00185462, areaMm2: 0.00741668 },
      { capacityBytes: 8192, writeEnergyNj: 0.00237878, areaMm2: 0.0144813 },
      { capacityBytes: 16384, writeEnergyNj: 0.00340437, areaMm2: 0.0283309 },
      { capacityBytes: 32768, writeEnergyNj: 0.00416685, areaMm2: 0.0600549 },
      { capacityBytes: 65536, writeEnergyNj: 0.00564172, areaMm2: 0.123809 },
    ],
  },
];
