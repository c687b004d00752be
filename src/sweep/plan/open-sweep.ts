import { type DesignDescription, describeDesign } from '../../design-space/describe-design.ts';
import type { DesignRules, InputData } from '../../design-space/design-rules.ts';
import { DesignSpace } from '../../design-space/design-space.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import { readSweep } from '../file/read-sweep.ts';
import { resolveFields } from '../file/resolve-fields.ts';
import type { SweepDefinition } from '../file/sweep-definition.ts';
import { refuseUnknownNames } from './check-fields.ts';
import { refuseRunOptions, refuseSetRunOptions } from './check-run-options.ts';
import { refuseNoDesigns, refuseTooManyDesigns } from './check-space.ts';
import type { SweepManifest } from './manifest.ts';
import { documentsOf, type SweepDocuments } from './sweep-documents.ts';

/** A sweep ready to be worked on: what its manifest means. */
export interface OpenSweep {
  readonly manifest: SweepManifest;
  readonly definition: SweepDefinition;
  readonly documents: SweepDocuments;
  readonly rules: DesignRules;
  readonly space: DesignSpace;
  /** The inputs of a design. */
  readonly describe: (index: number) => DesignDescription;
}

/** @throws InputError with every fault of the sweep file that its inputs bring to light. */
export function openSweep(manifest: SweepManifest): OpenSweep {
  const document = parseYaml(manifest.file.text, manifest.file.file);
  const { value: definition } = readSweep(document);
  refuseRunOptions(document, definition);
  const documents = documentsOf(document, manifest, definition);
  const inputs: InputData = {
    accelerator: documents.accelerator.data,
    mapping: documents.mapping.data,
    workload: documents.workload?.data,
    run: definition.run,
  };
  const rules = resolveFields(document, definition, inputs);
  const space = new DesignSpace(rules.parameters);
  const describe = (index: number) => describeDesign(inputs, rules, space.settingsAt(index));
  refuseTooManyDesigns(document, definition, space);
  refuseSetRunOptions(document, rules, space, inputs);
  const { data } = describeDesign(inputs, { ...rules, conditions: [] }, space.settingsAt(0));
  refuseUnknownNames(document, definition, rules, { documents, original: inputs, data }, manifest.workloads);
  refuseNoDesigns(document, definition, space, describe);
  return { manifest, definition, documents, rules, space, describe };
}
