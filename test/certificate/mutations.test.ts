import { beforeAll, describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { RandomStream } from '../../src/base/random.ts';
import { checkCandidates } from '../../src/certificate/check-candidates.ts';
import { ConfigurationCheck } from '../../src/certificate/check-configurations.ts';
import type { TabulatedLayer } from '../../src/certificate/checked-cost-model.ts';
import { distinctCandidates } from '../../src/certificate/distinct-candidates.ts';
import type { CandidateDocument, ProblemDocument } from '../../src/certificate/document.ts';
import { checkPotentials } from '../../src/certificate/paths/potentials.ts';
import { TOLERANCE } from '../../src/certificate/question.ts';
import { objectiveValue } from '../../src/certificate/verdict.ts';
import { type Accelerator, createAccelerator } from '../../src/model/accelerator/accelerator.ts';
import { portSources } from '../../src/model/accelerator/memory.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { OPTIMISATION_CRITERIA } from '../../src/search/criteria.ts';
import { exampleAccelerators, randomDesign } from '../search/exact/random-designs.ts';
import { type CertifiedLayer, certified, verdictOf } from './support.ts';

/*
 * Certificates of random small layers, each changed in one place. What is no proof any more must not be taken for one. More:
 * CERTIFICATE_RUNS, CERTIFICATE_SEED.
 */

const RUNS = Number(process.env.CERTIFICATE_RUNS ?? 8);
const SMALL = 1e-6;
/** States of the paths of a spatial mapping, above which a layer is left to other tests. */
const MOST_STATES = 6000;

/** An entry for a spatial mapping, with what it is checked against. */
interface Part {
  readonly of: CertifiedLayer;
  readonly entry: CandidateDocument;
  readonly tabulated: TabulatedLayer;
}

const layers: CertifiedLayer[] = [];
const parts: Part[] = [];

beforeAll(async () => {
  const accelerators = await exampleAccelerators();
  const random = RandomStream.named(Number(process.env.CERTIFICATE_SEED ?? 1), 'mutations');
  for (let run = 0; run < RUNS; ) {
    const costModel = run % 4 < 2 ? 'reference' : 'corrected';
    const { layer, accelerator } = randomDesign(random, accelerators, 3);
    const most = run % 2 === 0 ? 1 : 3;
    try {
      if (isLarge(layer, accelerator)) continue;
      const found = OPTIMISATION_CRITERIA.map((objective) => certified(layer, accelerator, objective, most, costModel));
      const theirs = found.flatMap(partsOf);
      if (found.some((it) => verdictOf(it).is !== 'proven')) continue;
      layers.push(...found);
      parts.push(...theirs);
      run++;
    } catch (error) {
      if (!(error instanceof MappingError)) throw error;
    }
  }
}, 120_000);

function partsOf(of: CertifiedLayer): Part[] {
  const space = [...spaceOf(of).values()];
  return of.document.candidates.flatMap((entry) => {
    const costed = space.find(({ names }) => names.includes(entry.spatialMapping))?.unrolled.map();
    if (costed === undefined || costed.mapped.iterations === 1) return [];
    return [{ of, entry, tabulated: costed.tabulate() }];
  });
}

function spaceOf({ question: { layer, accelerator, costModel, mostSpatialMappings } }: CertifiedLayer) {
  return distinctCandidates(layer, accelerator, costModel, mostSpatialMappings);
}

function isLarge(layer: Layer, accelerator: Accelerator): boolean {
  const [first] = distinctCandidates(layer, accelerator, 'reference', 1).values();
  const costed = first?.unrolled.map();
  if (costed === undefined) return true;
  const { combinations, tables } = costed.tabulate().closings;
  return 2 * tables.lattice.size * combinations > MOST_STATES;
}

function thresholdOf({ of }: Part): number {
  return of.document.value * (1 - TOLERANCE);
}

function changed(it: CertifiedLayer, change: (document: ProblemDocument) => void): CertifiedLayer {
  const document = structuredClone(it.document);
  change(document);
  return { ...it, document };
}

describe('a changed certificate is not accepted', () => {
  test('a value raised or lowered a little', () => {
    for (const it of layers) {
      for (const factor of [1 + SMALL, 1 - SMALL, 2, 0.5]) {
        const other = changed(it, (document) => {
          document.value *= factor;
        });
        expect(verdictOf(other).is).toBe('refuted');
      }
    }
  });

  test('a bound above the optimum, though no witness is asked for', () => {
    for (const it of layers) {
      const { question, document } = it;
      const space = spaceOf(it);
      expect(checkCandidates(question, document, space).is).toBe('proven');
      for (const factor of [1 + SMALL, 1.1]) {
        const raised = { ...document, value: document.value * factor };
        expect(checkCandidates(question, raised, space).is).not.toBe('proven');
      }
    }
  });

  test('any potential raised a little', () => {
    let count = 0;
    for (const part of parts) {
      const { potentials } = part.entry;
      if (potentials === undefined) continue;
      const energy = checkPotentials(part.tabulated.closings, potentials);
      expect(energy).toBeGreaterThan(0);
      const bound = objectiveValue(
        part.of.question.objective,
        Number(energy),
        part.tabulated.closings.tables.leastCycles,
      );
      expect(bound).toBeGreaterThanOrEqual(thresholdOf(part));
      for (const [place, value] of potentials.values.entries()) {
        if (value === null) continue;
        const raised = value === 0 ? SMALL : value * (1 + SMALL);
        const values = potentials.values.map((other, at) => (at === place ? raised : other));
        expect(checkPotentials(part.tabulated.closings, { ...potentials, values })).toEqual(expect.any(String));
        count++;
      }
    }
    expect(count).toBeGreaterThan(RUNS * 30);
  });

  test('any spatial mapping left out', () => {
    for (const { of, entry } of parts) {
      const without = changed(of, (document) => {
        document.candidates = document.candidates.filter(
          ({ spatialMapping }) => spatialMapping !== entry.spatialMapping,
        );
      });
      expect(verdictOf(without).is).toBe('not finished');
    }
  });

  test('any configuration left out, and any named bound, where no mapping may be costed', () => {
    const seen = { configurations: 0, needed: 0, others: 0 };
    for (const part of parts) {
      const { objective } = part.of.question;
      const check = new ConfigurationCheck(part.tabulated, objective, thresholdOf(part), 0);
      for (const { closed, alternative, bounds } of part.entry.configurations ?? []) {
        const verdictWith = (names: readonly string[] | undefined): string =>
          check.checkConfiguration(closed, (number) => (number === alternative ? names : bounds)).is;
        // Paths that need no bound, or mappings that must be costed.
        if (objective === 'energy' || verdictWith(bounds) !== 'proven' || bounds.length === 0) continue;
        const isEmpty = verdictWith([]) === 'proven' && verdictWith(undefined) === 'proven';
        if (isEmpty) continue;
        expect(verdictWith(undefined)).toBe('not finished');
        seen.configurations++;
        for (const name of bounds) {
          const verdict = verdictWith(bounds.filter((other) => other !== name));
          expect(verdict).not.toBe('refuted');
          // Another bound may do by itself.
          if (verdict === 'proven') seen.others++;
          else seen.needed++;
        }
      }
    }
    expect(seen.configurations).toBeGreaterThan(RUNS * 5);
    expect(seen.needed).toBeGreaterThan(RUNS);
  });

  test('a mapping that is best by another cost as the witness, with its own cost or that of the best', () => {
    let count = 0;
    for (const it of layers) {
      for (const other of layers) {
        if (other.question.layer !== it.question.layer || other === it) continue;
        const swapped = changed(it, (document) => {
          document.witness = other.document.witness;
        });
        const verdict = verdictOf(swapped);
        if (verdict.is === 'proven') continue;
        expect(verdict.is).toBe('refuted');
        // Now let the value be that of the worse mapping: then a better one must turn up.
        const [, found = ''] = / costs (\S+),/.exec(verdict.reason) ?? [];
        const worse = { ...swapped, document: { ...swapped.document, value: Number(found) } };
        expect(verdictOf(worse).is).not.toBe('proven');
        count++;
      }
    }
    expect(count).toBeGreaterThan(RUNS);
  });

  test('energies of another accelerator', () => {
    let count = 0;
    for (const it of layers) {
      if (it.question.objective !== 'energy') continue;
      for (const memory of it.question.accelerator.memoryHierarchy.memories) {
        const accelerator = withMemory(it.question.accelerator, memory.name, (known) => ({
          ...known,
          readEnergyPj: known.readEnergyPj * 1.01 + 1,
          writeEnergyPj: known.writeEnergyPj * 1.01 + 1,
        }));
        expect(verdictOf({ ...it, question: { ...it.question, accelerator } }).is).toBe('refuted');
        count++;
      }
    }
    expect(count).toBeGreaterThan(RUNS);
  });
});

type Memory = Accelerator['memoryHierarchy']['memories'][number];

function withMemory(accelerator: Accelerator, name: string, change: (memory: Memory) => Memory): Accelerator {
  return createAccelerator({
    ...accelerator,
    memories: accelerator.memoryHierarchy.memories.map((memory) => {
      const next = memory.name === name ? change(memory) : memory;
      return { ...next, ports: portSources(next) };
    }),
  });
}
