/** Somebody else's tool: reads the whole gateway, edits it, and PUTs the whole of it. */
import type { Json, JsonObject, RawGateway } from '../../src/appgw/wire.ts';
import { isOurs, nameOf } from './foreign.ts';
import type { WriteKind } from './steps.ts';

type Properties = { [member: string]: Json };

/** The document that it sends. */
export function edited(document: RawGateway, kind: WriteKind, value: number): RawGateway {
  const copy = structuredClone(document) as RawGateway & {
    properties: Properties;
    tags?: Record<string, string>;
  };
  const { properties } = copy;
  switch (kind) {
    case 'addSite':
      addSite(copy.id ?? '', properties, value);
      return copy;
    case 'changeSite':
    case 'fail':
    case 'hang':
      for (const pool of listOf(properties, 'backendAddressPools').filter((item) => !isOurs(item)))
        pool['properties'] = { backendAddresses: [{ ipAddress: `10.50.0.${1 + (value % 250)}` }] };
      return copy;
    case 'removeSite':
      filter(properties, (item) => !nameOf(item).startsWith('added-'));
      return copy;
    case 'setTags':
      copy.tags = { team: `t${value}` };
      return copy;
    case 'damageOurs':
      for (const pool of listOf(properties, 'backendAddressPools').filter(isOurs))
        pool['properties'] = { backendAddresses: [] };
      return copy;
    case 'removeOurs':
      filter(properties, (item) => !isOurs(item));
      return copy;
  }
}

function addSite(id: string, properties: Properties, value: number): void {
  const name = `added-${value}`;
  if (listOf(properties, 'httpListeners').some((item) => nameOf(item) === name)) return;
  const ref = (collection: string, of = name): JsonObject => ({ id: `${id}/${collection}/${of}` });
  const add = (collection: string, item: JsonObject): void => {
    properties[collection] = [...listOf(properties, collection), { name, properties: item }];
  };
  const port = listOf(properties, 'frontendPorts').find((item) => nameOf(item) === 'port_80');
  add('backendAddressPools', { backendAddresses: [{ fqdn: `${name}.example.org` }] });
  add('backendHttpSettingsCollection', { port: 8443, protocol: 'Http', requestTimeout: 7 });
  add('httpListeners', {
    frontendIPConfiguration: ref('frontendIPConfigurations', 'public'),
    frontendPort: ref('frontendPorts', port ? 'port_80' : 'none'),
    protocol: 'Http',
    hostNames: [`${name}.example.org`],
  });
  add('requestRoutingRules', {
    ruleType: 'Basic',
    priority: 18_500 + value,
    httpListener: ref('httpListeners'),
    backendAddressPool: ref('backendAddressPools'),
    backendHttpSettings: ref('backendHttpSettingsCollection'),
  });
}

function filter(properties: Properties, keep: (item: JsonObject) => boolean): void {
  for (const [member, value] of Object.entries(properties))
    if (Array.isArray(value)) properties[member] = (value as JsonObject[]).filter(keep);
}

const listOf = (properties: Properties, collection: string): Properties[] =>
  (properties[collection] ?? []) as unknown as Properties[];
