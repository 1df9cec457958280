/** Our CustomResourceDefinitions, as an operator applies them before anything else. */
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { KubeInput } from '../../kube/api-server/contracts.ts';

const CRDS = new URL('../../../crds/', import.meta.url);

export async function loadDefinitions(): Promise<readonly KubeInput[]> {
  const files = await readdir(CRDS);
  return Promise.all(
    files.map(async (file) => parse(await readFile(new URL(file, CRDS), 'utf8')) as KubeInput),
  );
}
