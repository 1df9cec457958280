/** What stands around the Ingresses: Services, EndpointSlices, Secrets and classes. */
import * as fc from 'fast-check';
import type {
  ClusterObject,
  Endpoint,
  EndpointSlice,
  IngressClass,
  Secret,
  Service,
} from '../../../src/cluster/objects.ts';
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { CLASS, ingressClass } from '../../helpers/objects.ts';
import { NAMESPACES, POD_PORTS, SERVICES } from './pools.ts';

/** Absent conditions mean ready. */
const CONDITIONS: readonly Endpoint['conditions'][] = [
  { ready: true, serving: true, terminating: false },
  undefined,
  { ready: false, serving: false, terminating: false },
  { ready: false, serving: true, terminating: true },
  { ready: false, serving: false, terminating: true },
];

type Draw = readonly (readonly Endpoint['conditions'][])[];

/** Up to three slices of up to three endpoints for one Service; one empty slice where there is none. */
const slicesDraw: fc.Arbitrary<Draw> = fc.array(
  fc.array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(CONDITIONS[0]) },
      { weight: 3, arbitrary: fc.constantFrom(...CONDITIONS) },
    ),
    { maxLength: 3 },
  ),
  { minLength: 1, maxLength: 3 },
);

const workloads: fc.Arbitrary<readonly ClusterObject[]> = fc
  .tuple(...NAMESPACES.flatMap(() => SERVICES.map(() => slicesDraw)))
  .map((draws) =>
    NAMESPACES.flatMap((namespace, n) =>
      SERVICES.flatMap((shape, s): ClusterObject[] => [
        serviceOf(namespace, shape),
        ...slicesOf(namespace, shape.name, `10.${n}.${s}`, draws[n * SERVICES.length + s]!),
      ]),
    ),
  );

const serviceOf = (namespace: string, { name, ports }: (typeof SERVICES)[number]): Service => ({
  kind: 'Service',
  metadata: { namespace, name },
  spec: { selector: { app: name }, ports: [...ports] },
});

function slicesOf(namespace: string, service: string, network: string, draw: Draw): EndpointSlice[] {
  const ports = Object.entries(POD_PORTS[service]!).map(([name, port]) => ({ name, port }));
  return draw.map((endpoints, at) => ({
    kind: 'EndpointSlice',
    metadata: {
      namespace,
      name: `${service}-${at}`,
      labels: { 'kubernetes.io/service-name': service },
    },
    addressType: 'IPv4',
    ports,
    endpoints: endpoints.map((conditions, index) => ({
      addresses: [`${network}.${at * 10 + index + 1}`],
      ...(conditions && { conditions }),
    })),
  }));
}

const secrets: readonly Secret[] = NAMESPACES.flatMap((namespace) => [
  tlsSecret(namespace, 'cert', makeCertificate({ hosts: ['a.example.com', `${namespace}.test`] })),
  tlsSecret(namespace, 'wild', makeCertificate({ hosts: ['*.example.com', `*.${namespace}.test`] })),
]);

const classes = (isDefault: boolean): readonly IngressClass[] => [
  ingressClass({ name: CLASS, isDefault }),
  ingressClass({ name: 'renamed' }),
  ingressClass({ name: 'nginx', controller: 'k8s.io/ingress-nginx' }),
];

export const surroundings: fc.Arbitrary<readonly ClusterObject[]> = fc
  .tuple(workloads, fc.boolean())
  .map(([objects, isDefault]) => [...objects, ...secrets, ...classes(isDefault)]);
