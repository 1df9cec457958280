/** A small cluster and a gateway with foreign sites on it, for tests of the whole pipeline. */
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { makeCertificate, tlsSecret } from './certificates.ts';
import { defaultBackend, service, slice } from './objects.ts';
import { foreign, gateway } from './routing.ts';
import { serverAnswer } from './server-answer.ts';

/** Services web, api, idle (no endpoints) and ext (ExternalName); Secrets cert and other; the default backend. */
export const WORLD: readonly ClusterObject[] = [
  service(),
  slice(['10.0.0.1', '10.0.0.2']),
  service({ name: 'api' }),
  slice(['10.0.1.1'], { service: 'api' }),
  service({ name: 'idle' }),
  service({ name: 'ext', type: 'ExternalName', externalName: 'x.org' }),
  tlsSecret('shop', 'cert', makeCertificate({ hosts: ['a.com', '*.a.com'] })),
  tlsSecret('shop', 'other', makeCertificate({ hosts: ['b.com'] })),
  ...defaultBackend(),
];
export const THEIRS = serverAnswer(
  gateway({
    ...foreign([
      { name: 'portal', hosts: ['theirs.org'], priority: 19_500 },
      { name: 'basic', port: 8080, priority: 19_600 },
    ]),
    autoscaleConfiguration: { minCapacity: 0, maxCapacity: 10 },
    somethingNew: { kept: true },
  }),
);
