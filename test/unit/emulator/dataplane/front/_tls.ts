/** HTTPS listeners in few words: one per entry, in the order of the rules, each with a certificate named like it. */
import { createAuthority } from '../../../../../src/emulator/authority.ts';
import type { GatewayWords, ListenerWords } from '../../../../helpers/gateway-document.ts';
import { packPfx } from '../../../../helpers/pfx.ts';

export const authority = createAuthority('Test CA');

export const pfx = async (host: string) => ({
  data: packPfx(await (await authority).issue([host]), `pw-${host}`),
  password: `pw-${host}`,
});

/** Pool and rule of a listener are named like it; the members are 10.0.0.0, 10.0.0.1, … */
export async function httpsWords(
  listeners: Readonly<Record<string, Omit<ListenerWords, 'certificate'>>>,
): Promise<GatewayWords> {
  const names = Object.keys(listeners);
  const certificates = await Promise.all(
    names.map(async (name) => [name, await pfx(`${name}.cert`)] as const),
  );
  return {
    pools: Object.fromEntries(names.map((name, index) => [name, [`10.0.0.${index}`]])),
    settings: { s: {} },
    certificates: Object.fromEntries(certificates),
    listeners: Object.fromEntries(
      names.map((name): [string, ListenerWords] => [name, { ...listeners[name], certificate: name }]),
    ),
    rules: Object.fromEntries(
      names.map((name, index) => [name, { listener: name, priority: index + 1, action: `${name} s` }]),
    ),
  };
}
