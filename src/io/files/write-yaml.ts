import { stringify } from 'yaml';

/** Plain data as YAML. */
export function writeYaml(data: unknown): string {
  return stringify(data, { lineWidth: 120, flowCollectionPadding: false });
}
