import { isObject } from '../../../azure/json.ts';
import { pass, skip, warn, type CheckResult } from '../check.ts';
import type { GatewayFacts } from '../azure-facts.ts';

const TITLE = 'Backends';

export function checkBackendHealth({ health }: Pick<GatewayFacts, 'health'>): CheckResult {
  if (health === null) return skip(TITLE, 'the gateway does not run');
  if (!health.ok) return skip(TITLE, `their health cannot be read: ${health.error.message}`);
  const states = serversOf(health.value);
  if (states.length === 0) return pass(TITLE, 'the gateway has none');
  const up = states.filter((state) => state === 'Up').length;
  const detail = `${up} of ${states.length} are up`;
  return up === states.length
    ? pass(TITLE, detail)
    : warn(TITLE, detail, 'az network application-gateway show-backend-health names each with its reason.');
}

/** The health of every server, as the gateway calls it. */
function serversOf(body: unknown): readonly unknown[] {
  const listOf = (value: unknown, name: string): readonly unknown[] => {
    const list = isObject(value) ? value[name] : null;
    return Array.isArray(list) ? list : [];
  };
  return listOf(body, 'backendAddressPools')
    .flatMap((pool) => listOf(pool, 'backendHttpSettingsCollection'))
    .flatMap((settings) => listOf(settings, 'servers'))
    .map((server) => (isObject(server) ? server['health'] : null));
}
