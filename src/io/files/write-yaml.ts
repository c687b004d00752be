import { Document, stringify, visit } from 'yaml';

const LAYOUT = { lineWidth: 120, flowCollectionPadding: false } as const;

/** Plain data as YAML. */
export function writeYaml(data: unknown): string {
  return stringify(data, LAYOUT);
}

/** Plain data as YAML, with every list on one line if it has room. */
export function writeCompactYaml(data: unknown): string {
  const document = new Document(data);
  visit(document, {
    Seq: (_, list) => {
      list.flow = true;
    },
  });
  return document.toString(LAYOUT);
}
