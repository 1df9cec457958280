/** The stored gateways and WAF policies by id, compared without case; written to a file after every change if there is one. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { RawFirewallPolicy, RawGateway } from '../../../appgw/wire.ts';

/** Resources by id. */
export interface Shelf<T> {
  get(id: string): T | null;
  list(): readonly T[];
  set(id: string, document: T): void;
  delete(id: string): void;
}

export interface Store extends Shelf<RawGateway> {
  readonly firewallPolicies: Shelf<RawFirewallPolicy>;
}

export function createStore(stateFile: string | null): Store {
  const known = stateFile === null ? { gateways: [], firewallPolicies: [] } : load(stateFile);
  const save = (): void => {
    const state = { gateways: gateways.list(), firewallPolicies: firewallPolicies.list() };
    if (stateFile !== null) write(stateFile, state);
  };
  const gateways = createShelf(known.gateways, save);
  const firewallPolicies = createShelf(known.firewallPolicies ?? [], save);
  return { ...gateways, firewallPolicies };
}

function createShelf<T extends { readonly id?: string }>(known: readonly T[], save: () => void): Shelf<T> {
  const documents = new Map(known.map((document) => [document.id?.toLowerCase() ?? '', document]));
  return {
    get: (id) => documents.get(id.toLowerCase()) ?? null,
    list: () => [...documents.values()],
    set(id, document) {
      documents.set(id.toLowerCase(), document);
      save();
    },
    delete(id) {
      documents.delete(id.toLowerCase());
      save();
    },
  };
}

interface StateFile {
  readonly gateways: readonly RawGateway[];
  /** Absent in a file from before there were any. */
  readonly firewallPolicies?: readonly RawFirewallPolicy[];
}

function load(path: string): StateFile {
  if (!existsSync(path)) return { gateways: [] };
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StateFile;
  } catch (cause) {
    throw new Error(`The emulator's state file ${path} cannot be read.`, { cause });
  }
}

/** The file has the certificates' private keys: readable by its owner alone, and never half written. */
function write(path: string, state: StateFile): void {
  writeFileSync(`${path}.new`, JSON.stringify(state, null, 1), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
