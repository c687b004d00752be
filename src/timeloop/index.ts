export { type ExportedMap, exportTimeloopMap } from './export/export-map.ts';
export { type ImportedMap, importTimeloopMap, type TimeloopTarget } from './import/import-map.ts';
export { type GivenNames, type NamePairs, parseNamePairs } from './names/name-pairs.ts';
