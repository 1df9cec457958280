/** The stored gateways by id, compared without case; written to a file after every change if there is one. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { RawGateway } from '../../../appgw/wire.ts';

export interface Store {
  get(id: string): RawGateway | null;
  list(): readonly RawGateway[];
  set(id: string, document: RawGateway): void;
  delete(id: string): void;
}

export function createStore(stateFile: string | null): Store {
  const gateways = new Map<string, RawGateway>(
    (stateFile === null ? [] : load(stateFile)).map((document) => [
      document.id?.toLowerCase() ?? '',
      document,
    ]),
  );
  const save = (): void => {
    if (stateFile !== null) write(stateFile, [...gateways.values()]);
  };
  return {
    get: (id) => gateways.get(id.toLowerCase()) ?? null,
    list: () => [...gateways.values()],
    set(id, document) {
      gateways.set(id.toLowerCase(), document);
      save();
    },
    delete(id) {
      gateways.delete(id.toLowerCase());
      save();
    },
  };
}

interface StateFile {
  readonly gateways: readonly RawGateway[];
}

function load(path: string): readonly RawGateway[] {
  if (!existsSync(path)) return [];
  try {
    const { gateways } = JSON.parse(readFileSync(path, 'utf8')) as StateFile;
    return gateways;
  } catch (cause) {
    throw new Error(`The emulator's state file ${path} cannot be read.`, { cause });
  }
}

/** The file has the certificates' private keys: readable by its owner alone, and never half written. */
function write(path: string, gateways: readonly RawGateway[]): void {
  const state: StateFile = { gateways };
  writeFileSync(`${path}.new`, JSON.stringify(state, null, 1), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
