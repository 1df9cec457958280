/** From a backend to the pods: ports, slices, and what is missing. Only the path concerned suffers. */
import { service, slice } from '../../helpers/objects.ts';
import { row } from './case.ts';

const A = 'http://a.test';
const NAMED = [
  { name: 'http', port: 80, targetPort: 'web' },
  { name: 'admin', port: 9000, targetPort: 9001 },
];

export const BACKEND_CASES = [
  row(
    'a port by number and by name, a target port by number and by name',
    { one: { rules: { 'a.test': ['/1 s:80', '/2 s:http', '/3 s:9000', '/4 s:admin'] } } },
    { [`${A}/1`]: 'shop/s', [`${A}/2`]: 'shop/s', [`${A}/3`]: 'shop/s', [`${A}/4`]: 'shop/s' },
    [
      service({ name: 's', ports: NAMED }),
      slice(['10.1.0.1'], { service: 's', name: 's-http', portName: 'http', port: 8080 }),
      slice(['10.1.0.1'], { service: 's', name: 's-admin', portName: 'admin', port: 9001 }),
    ],
  ),
  row(
    'the port of a backend is that of the Service, not of its pods',
    { one: { rules: { 'a.test': ['/1 web:80', '/2 web:8080'] } } },
    { [`${A}/1`]: 'shop/web', [`${A}/2`]: '502' },
  ),
  row(
    'a missing Service or port: 502 for that path alone',
    { one: { rules: { 'a.test': ['/ghost ghost', '/port web:http', '/ web'] } } },
    { [`${A}/ghost/x`]: '502', [`${A}/port`]: '502', [`${A}/`]: 'shop/web' },
  ),
  row(
    'a port that is not TCP is none',
    { one: { rules: { 'a.test': ['/dns s:53'] } } },
    { [`${A}/dns`]: '502' },
    [
      service({ name: 's', ports: [{ port: 53, protocol: 'UDP' }] }),
      slice(['10.1.0.1'], { service: 's', port: 53 }),
    ],
  ),
  row(
    'no endpoints, or none that is ready: 502',
    { one: { rules: { 'a.test': ['/idle idle', '/stopped stopped', '/ web'] } } },
    { [`${A}/idle`]: '502', [`${A}/stopped`]: '502', [`${A}/`]: 'shop/web' },
    [
      service({ name: 'idle' }),
      slice([], { service: 'idle' }),
      service({ name: 'stopped' }),
      slice(['10.1.0.1 notReady', '10.1.0.2 stopped'], { service: 'stopped' }),
    ],
  ),
  row(
    'a missing Service does not give its path to a shorter one',
    { one: { rules: { 'a.test': ['=/foo ghost', '/foo api'] }, defaultBackend: 'ghost' } },
    { [`${A}/foo`]: '502', [`${A}/foo/x`]: 'shop/api', [`${A}/`]: '502', 'http://b.test/': '502' },
  ),
  row(
    'a Service is looked for in the namespace of its Ingress',
    { one: { namespace: 'blog', rules: { 'a.test': ['/ web', '/only only'] } } },
    { [`${A}/`]: 'blog/web', [`${A}/only`]: '502' },
    [
      service({ name: 'only', namespace: 'shop' }),
      slice(['10.1.0.1'], { service: 'only', namespace: 'shop' }),
    ],
  ),
  row(
    'any kind of Service that has endpoints',
    { one: { rules: { 'a.test': ['/node node', '/lb lb', '/bare bare'] } } },
    { [`${A}/node`]: 'shop/node', [`${A}/lb`]: 'shop/lb', [`${A}/bare`]: 'shop/bare' },
    [
      service({ name: 'node', type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }),
      slice(['10.1.0.1'], { service: 'node' }),
      service({ name: 'lb', type: 'LoadBalancer' }),
      slice(['10.1.0.2'], { service: 'lb' }),
      service({ name: 'bare', selector: null }),
      slice(['10.1.0.3'], { service: 'bare' }),
    ],
  ),
  row(
    'where none is ready, those that serve while they terminate',
    { one: { rules: { 'a.test': ['/ leaving'] } } },
    { [`${A}/`]: 'shop/leaving' },
    [
      service({ name: 'leaving' }),
      slice(['10.1.0.1 terminating', '10.1.0.2 stopped', '10.1.0.3 notReady'], { service: 'leaving' }),
    ],
  ),
];
