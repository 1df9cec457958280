import { readJson } from './json.ts';
import { decode } from './decode.ts';
import type { Document } from './document.ts';

const MEBIBYTE = 2 ** 20;
/** One JavaScript string holds at most 512 Mi characters. */
export const JSON_BYTE_LIMIT = 256 * MEBIBYTE;
/** The syntax tree of YAML takes about 70 times its text in memory. */
export const YAML_BYTE_LIMIT = 16 * MEBIBYTE;

export interface TooLarge {
  readonly format: 'YAML' | 'JSON';
  readonly megabytes: number;
  readonly limit: number;
}

/**
 * The documents of one file. What begins like JSON is read as JSON first, which is far faster; YAML covers what JSON
 * refuses, except in a file that calls itself JSON.
 */
export async function readDocuments(file: string, bytes: Uint8Array): Promise<Iterable<Document> | TooLarge> {
  if (bytes.length > JSON_BYTE_LIMIT) return tooLarge('JSON', bytes.length, JSON_BYTE_LIMIT);
  const text = decode(bytes);
  if (typeof text !== 'string') return [text];
  const isJsonFile = /\.json$/i.test(file);
  if (isJsonFile || /^\s*\{/.test(text)) {
    const documents = readJson(text);
    const isJson = isJsonFile || documents.every((document) => 'value' in document);
    if (isJson || bytes.length > YAML_BYTE_LIMIT) return documents;
  }
  if (bytes.length > YAML_BYTE_LIMIT) return tooLarge('YAML', bytes.length, YAML_BYTE_LIMIT);
  const { readYaml } = await import('./yaml.ts');
  return readYaml(text);
}

const tooLarge = (format: TooLarge['format'], bytes: number, limit: number): TooLarge => ({
  format,
  megabytes: Math.ceil(bytes / MEBIBYTE),
  limit: limit / MEBIBYTE,
});
