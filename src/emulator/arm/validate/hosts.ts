/** Host names of listeners: characters, wildcards, how many, and which of the two members holds them. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

const CHARACTERS = /^[A-Za-z0-9*?-]+(?:\.[A-Za-z0-9*?-]+)*$/;
const WILDCARD = /[*?]/;
const MOST_HOSTS = 5;
const MOST_STARS = 2;
const MOST_WILDCARDS = 4;

export const hostNames = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'httpListeners'), ({ id, properties: { hostName = '', hostNames = [] } }) => {
    if (hostName !== '' && hostNames.length > 0) {
      return refusal(
        UNCONFIRMED.hostNameAndHostNames,
        `HostName and HostNames cannot both be specified for Http Listener ${id}.`,
      );
    }
    if (hostNames.length > MOST_HOSTS) {
      return refusal(
        UNCONFIRMED.hostNamesLimit,
        `The number of HostNames of Http Listener ${id} is ${hostNames.length} and the maximum allowed is ${MOST_HOSTS}.`,
      );
    }
    if (WILDCARD.test(hostName)) return notFqdn(hostName, id);
    return firstOf(hostName === '' ? hostNames : [hostName], (host) => checkHost(host, id));
  });

function checkHost(host: string, id: string): ArmErrorBody | null {
  if (!CHARACTERS.test(host)) return notFqdn(host, id);
  const count = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;
  const bad =
    /\*\?|\?\*|\*\*/.test(host) ||
    count(/\*/g, host) > MOST_STARS ||
    count(/[*?]/g, host) > MOST_WILDCARDS ||
    host.split('.').some((label) => count(/\*/g, label) > 1);
  return bad
    ? refusal(UNCONFIRMED.hostWildcards, `HostName ${host} has an invalid wildcard for Http Listener ${id}.`)
    : null;
}

const notFqdn = (host: string, id: string): ArmErrorBody =>
  refusal(UNCONFIRMED.hostName, `HostName ${host} is not a FQDN for Http Listener ${id}.`);
