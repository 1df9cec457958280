/** One Ingress out of the pools, valid to an API server. */
import * as fc from 'fast-check';
import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressRule,
  IngressTLS,
  PathType,
} from '../../../src/cluster/objects.ts';
import { CONTROLLER, CLASS } from '../../helpers/objects.ts';
import { BACKENDS, CREATED, HOSTS, NAMESPACES, PATHS, SECRETS } from './pools.ts';

const SSL_REDIRECT = 'appgw.ingress.kubernetes.io/ssl-redirect';
const LEGACY_CLASS = 'kubernetes.io/ingress.class';

/** Mostly ours; `renamed` is ours by its IngressClass, without any class one is ours if the default class is. */
const CLASSES: fc.Arbitrary<{ readonly className?: string; readonly legacy?: string }> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ className: CLASS }) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      { className: 'renamed' },
      { className: 'nginx' },
      { legacy: CONTROLLER },
      { legacy: 'nginx' },
      {},
    ),
  },
);

const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight, arbitrary });

const backend: fc.Arbitrary<IngressBackend> = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...BACKENDS.slice(0, 7)) },
    { weight: 1, arbitrary: fc.constantFrom(...BACKENDS) },
  )
  .map((service) => ({ service }));

const pathOf = (pathType: PathType): fc.Arbitrary<HTTPIngressPath> =>
  fc
    .record({ path: fc.constantFrom(...PATHS[pathType]), backend })
    .map(({ path, backend }) => ({ pathType, backend, ...(path !== undefined && { path }) }));

const path = fc.oneof(
  { weight: 3, arbitrary: pathOf('Prefix') },
  { weight: 2, arbitrary: pathOf('Exact') },
  { weight: 1, arbitrary: pathOf('ImplementationSpecific') },
);

const rule: fc.Arbitrary<IngressRule> = fc
  .record({
    host: fc.constantFrom(...HOSTS),
    /** None: a rule with a host alone. */
    paths: fc.oneof(
      { weight: 9, arbitrary: fc.array(path, { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
  })
  .map(({ host, paths }) => ({
    ...(host !== '' && { host }),
    ...((paths.length > 0 || host === '') && { http: { paths } }),
  }));

interface TlsDraw {
  readonly secretName: string;
  /** Of its own hosts, of all, or an entry without hosts. */
  readonly from: 'own' | 'pool' | 'none';
  readonly picks: readonly number[];
}
const tls: fc.Arbitrary<TlsDraw> = fc.record({
  secretName: fc.constantFrom(...SECRETS, ...SECRETS.slice(0, 2)),
  from: fc.constantFrom('own', 'own', 'own', 'pool', 'none'),
  picks: fc.array(fc.nat(HOSTS.length), { minLength: 1, maxLength: 2 }),
});

export const ingressNamed = (name: string): fc.Arbitrary<Ingress> =>
  fc
    .record({
      namespace: fc.constantFrom(...NAMESPACES),
      created: fc.constantFrom(...CREATED),
      classes: CLASSES,
      redirect: sometimes(fc.constantFrom('false', 'true', 'false')),
      rules: fc.array(rule, { maxLength: 3 }),
      defaultBackend: sometimes(backend),
      tls: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(tls, { minLength: 1, maxLength: 2 }) },
      ),
      spare: backend,
    })
    .map((drawn): Ingress => {
      const { namespace, created, classes, redirect, spare } = drawn;
      const rules = drawn.rules.filter(({ host, http }) => host !== undefined || http!.paths.length > 0);
      const defaultBackend = drawn.defaultBackend ?? (rules.length === 0 ? spare : undefined);
      const annotations = {
        ...(redirect && { [SSL_REDIRECT]: redirect }),
        ...(classes.legacy && { [LEGACY_CLASS]: classes.legacy }),
      };
      return {
        kind: 'Ingress',
        metadata: {
          namespace,
          name,
          ...(created && { creationTimestamp: created }),
          ...(Object.keys(annotations).length > 0 && { annotations }),
        },
        spec: {
          ...(classes.className && { ingressClassName: classes.className }),
          ...(defaultBackend && { defaultBackend }),
          ...(drawn.tls.length > 0 && { tls: tlsEntries(drawn.tls, rules) }),
          ...(rules.length > 0 && { rules }),
        },
      };
    });

/** Each host in one entry only: which of two counts is said nowhere. */
function tlsEntries(draws: readonly TlsDraw[], rules: readonly IngressRule[]): IngressTLS[] {
  const own = rules.flatMap(({ host }) => host ?? []);
  const pool = HOSTS.filter((host) => host !== '');
  const taken = new Set<string>();
  return draws.flatMap(({ secretName, from, picks }) => {
    const source = from === 'own' ? own : from === 'pool' ? pool : [];
    const hosts = [...new Set(picks.flatMap((pick) => source[pick % source.length] ?? []))];
    const fresh = (hosts.length > 0 ? hosts : ['']).filter((host) => !taken.has(host));
    for (const host of fresh) taken.add(host);
    if (fresh.length === 0) return [];
    return [{ secretName, ...(fresh[0] !== '' && { hosts: fresh }) }];
  });
}
