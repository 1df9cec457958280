/** The columns of `kubectl get`, where the controller's users look at them; of all other kinds name and age. */
import { isMap, listAt, mapAt, textAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';
import type { Column } from './definition.ts';

const column = (
  name: string,
  read: (object: KubeObject) => unknown,
  type: Column['type'] = 'string',
): Column => ({ name, type, priority: 0, read });

const NAME = column('Name', ({ metadata }) => metadata.name);
export const AGE = column('Age', ({ metadata }) => metadata.creationTimestamp ?? null, 'date');
export const PLAIN_COLUMNS: readonly Column[] = [NAME, AGE];

export const withName = (columns: readonly Column[]): readonly Column[] => [NAME, ...columns];

const spec = (object: KubeObject) => mapAt(object, 'spec');
const orNone = (text: string): string => (text === '' ? '<none>' : text);

const addresses = (object: KubeObject): string =>
  listAt(mapAt(mapAt(object, 'status'), 'loadBalancer'), 'ingress')
    .map((entry) => textAt(entry, 'ip') || textAt(entry, 'hostname'))
    .join(',');

const hosts = (object: KubeObject): string => {
  const named = listAt(spec(object), 'rules')
    .map((rule) => textAt(rule, 'host'))
    .filter((host) => host !== '');
  return named.length === 0 ? '*' : named.join(',');
};

const servicePorts = (object: KubeObject): string =>
  listAt(spec(object), 'ports')
    .map((port) => (isMap(port) ? `${String(port['port'])}/${textAt(port, 'protocol')}` : ''))
    .join(',');

export const builtinColumns: Readonly<Record<string, readonly Column[]>> = {
  Ingress: [
    NAME,
    column('Class', (object) => orNone(textAt(spec(object), 'ingressClassName'))),
    column('Hosts', hosts),
    column('Address', addresses),
    column('Ports', (object) => (listAt(spec(object), 'tls').length > 0 ? '80, 443' : '80')),
    AGE,
  ],
  IngressClass: [NAME, column('Controller', (object) => textAt(spec(object), 'controller')), AGE],
  Service: [
    NAME,
    column('Type', (object) => textAt(spec(object), 'type')),
    column('Cluster-IP', (object) => orNone(textAt(spec(object), 'clusterIP'))),
    column('External-IP', (object) => orNone(addresses(object))),
    column('Port(s)', servicePorts),
    AGE,
  ],
  Namespace: [NAME, column('Status', (object) => textAt(mapAt(object, 'status'), 'phase')), AGE],
  Lease: [NAME, column('Holder', (object) => textAt(spec(object), 'holderIdentity')), AGE],
  Event: [
    column('Last Seen', (object) => object['lastTimestamp'] ?? object['eventTime'] ?? null, 'date'),
    column('Type', (object) => textAt(object, 'type')),
    column('Reason', (object) => textAt(object, 'reason')),
    column('Object', ({ involvedObject: of }) => `${textAt(of, 'kind')}/${textAt(of, 'name')}`.toLowerCase()),
    column('Message', (object) => textAt(object, 'message')),
  ],
};
