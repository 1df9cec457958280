/** The rules of Kubernetes for names, hosts, labels and ports, each as a `Rule`. */
import { isIP } from 'node:net';
import type { Rule } from './fields.ts';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const WILDCARD = new RegExp(`^\\*\\.${LABEL}(?:\\.${LABEL})*$`);
const QUALIFIED_PART = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** A rule made of a test; the reason shows the value. */
const rule =
  (accepts: (value: string) => boolean, requirement: string): Rule<string> =>
  (value) =>
    accepts(value) ? null : `must be ${requirement}, not ${JSON.stringify(value)}`;

export const dnsLabel = rule(
  (value) => value.length <= 63 && DNS_LABEL.test(value),
  'a DNS label (lower-case letters, digits and "-", at most 63 characters)',
);

export const dnsSubdomain = rule(
  (value) => value.length <= 253 && DNS_SUBDOMAIN.test(value),
  'a DNS name (lower-case labels joined by ".", at most 253 characters)',
);

const wildcardName = rule(
  (value) => value.length <= 253 && WILDCARD.test(value),
  'a wildcard DNS name ("*" as the whole first label, then a lower-case DNS name)',
);

/** A host of `tls`: exact or wildcard. */
export const dnsHost: Rule<string> = (value) => (value.includes('*') ? wildcardName : dnsSubdomain)(value);

/** The host of a rule. */
export const ruleHost: Rule<string> = (value) => {
  if (value === '') return null;
  return isIP(value) === 0 ? dnsHost(value) : `must be a DNS name, not the IP address ${value}`;
};

export const fullyQualifiedName: Rule<string> = (value) => {
  const name = value.replace(/\.$/, '');
  const labels = name.split('.');
  if (labels.length < 2) return `must be a DNS name of at least two labels, not ${JSON.stringify(value)}`;
  return dnsSubdomain(name) ?? labels.map(dnsLabel).find((reason) => reason !== null) ?? null;
};

const isQualifiedPart = (value: string): boolean => value.length <= 63 && QUALIFIED_PART.test(value);

/** Keys of labels and annotations: `name` or `prefix/name`. */
export const qualifiedName = rule((value) => {
  const [first = '', second, ...more] = value.split('/');
  if (second === undefined) return isQualifiedPart(first);
  return more.length === 0 && dnsSubdomain(first) === null && isQualifiedPart(second);
}, 'a name of at most 63 letters, digits, "-", "_" and ".", optionally after a DNS name and "/"');

export const labelValue = rule(
  (value) => value === '' || isQualifiedPart(value),
  'at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
);

export const portName = rule(
  (value) => value.length <= 15 && DNS_LABEL.test(value) && /[a-z]/.test(value) && !value.includes('--'),
  'a port name (at most 15 lower-case letters, digits and single "-", with a letter)',
);

export const portNumber: Rule<number> = (value) =>
  value >= 1 && value <= 65_535 ? null : `must be between 1 and 65535, not ${value}`;

export const domainPrefixedPath = rule((value) => {
  const slash = value.indexOf('/');
  return (
    slash > 0 &&
    dnsSubdomain(value.slice(0, slash)) === null &&
    /^[\w/.~!$&'()*+,;=:@%-]+$/.test(value.slice(slash + 1))
  );
}, 'a domain-prefixed path such as azure/application-gateway');

export const pathSegment = rule(
  (value) => value !== '.' && value !== '..' && !/[/%]/.test(value),
  'usable in a URL path (no "/" or "%", not "." or "..")',
);
