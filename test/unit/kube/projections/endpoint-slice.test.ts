import test from 'ava';
import { projectEndpointSlice } from '../../../../src/kube/projections/endpoint-slice.ts';
import { kept, metadata } from './_raw.ts';

test('only the label of its Service; equal conditions are one object', (t) => {
  const conditions = { ready: true, serving: true, terminating: false };
  const raw = {
    metadata,
    addressType: 'IPv4',
    endpoints: [
      {
        addresses: ['10.0.0.1'],
        conditions: { ...conditions },
        nodeName: 'n1',
        zone: '1',
        targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'p1' },
      },
      { addresses: ['10.0.0.2'], conditions: { ...conditions } },
      { addresses: ['10.0.0.3'] },
    ],
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  };
  const slice = projectEndpointSlice(raw);
  t.deepEqual(slice, {
    kind: 'EndpointSlice',
    metadata: { ...kept, labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['10.0.0.1'], conditions, targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1' } },
      { addresses: ['10.0.0.2'], conditions },
      { addresses: ['10.0.0.3'], conditions: {} },
    ],
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  });
  t.is(slice.endpoints[0]?.conditions, slice.endpoints[1]?.conditions);
});

test('lists that Go wrote as null', (t) => {
  const slice = projectEndpointSlice({
    metadata,
    addressType: 'IPv4',
    endpoints: null,
    ports: null,
  } as never);
  t.deepEqual([slice.endpoints, slice.ports], [[], []]);
});
