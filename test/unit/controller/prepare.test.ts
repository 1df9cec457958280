import test from 'ava';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { prepare, type Surroundings } from '../../../src/controller/prepare.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';
const ID = 'https://shop.vault.azure.net/secrets/web';
const policy = { keyVaults: [{ namespaces: ['*'], vaults: ['*'] }] };
const settings = {
  config: { ...loadConfig({ flags: {}, environment: {} }), policy },
  conventionalClass: CLASS,
};
const WAF = {
  ...BLANK_GATEWAY,
  properties: {
    ...BLANK_GATEWAY.properties,
    sku: { name: 'WAF_v2', tier: 'WAF_v2' },
    firewallPolicy: { id: '/group/base' },
  },
};
const snapshotOf = (annotations: Record<string, string>, host: string) =>
  createSnapshot([ingress({ annotations, rules: { [host]: ['/ web'] } }), service(), slice(['10.0.0.1'])], 0);
const RANGES = snapshotOf({ [`${PREFIX}allow-source-ranges`]: '10.0.0.0/8' }, 'a.com');
const codes = async (surroundings: Partial<Surroundings>): Promise<readonly string[]> => {
  const { diagnostics } = await prepare(RANGES, WAF, { settings, ...surroundings });
  return diagnostics.map(({ code }) => code).filter((code) => code.startsWith('WAF'));
};

test('a policy that cannot be had holds back who wants it', async (t) => {
  const asked: string[] = [];
  const firewalls: Surroundings['firewalls'] = {
    ensure: async (wanted, mode) => {
      asked.push(mode);
      return new Map(wanted.map(({ name }) => [name, 'no']));
    },
    sweep: async () => {},
  };
  t.deepEqual(await codes({ firewalls }), ['WAF_POLICY_UNUSABLE']);
  t.deepEqual(await codes({ firewalls, mode: 'plan' }), ['WAF_POLICY_UNUSABLE']);
  t.deepEqual(asked, ['apply', 'plan']);
  t.deepEqual(await codes({}), []);
});

test('what a vault says of a certificate is on the snapshot, and what it does not say is told', async (t) => {
  const told = diagnose('KEY_VAULT_UNREACHABLE', null, { vault: 'v', reason: 'r' });
  const asked: (readonly string[])[] = [];
  const vaults: Surroundings['vaults'] = async (secretIds) => {
    asked.push(secretIds);
    return { certificates: new Map([[ID, { names: ['a.com'], notAfter: 1 }]]), diagnostics: [told] };
  };
  const seen = snapshotOf({ [`${PREFIX}key-vault-certificate`]: ID }, '');
  const { routing, diagnostics } = await prepare(seen, BLANK_GATEWAY, { settings, vaults });
  t.deepEqual(asked, [[ID]]);
  t.true(routing.sites.every(({ hosts }) => hosts[0] === 'a.com'));
  t.true(diagnostics.some(({ code }) => code === 'KEY_VAULT_UNREACHABLE'));
});
