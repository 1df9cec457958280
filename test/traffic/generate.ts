/**
 * Random clusters that an API server would accept, and requests that aim at what is interesting in them. Out: plain
 * objects, nothing of which says what the answers are.
 */
import fc from 'fast-check';
import type { ClusterObject, EndpointSlice, Ingress, Service } from '../../src/cluster/objects.ts';
import { ingressClass, tlsSecretOf } from './generate/fixed.ts';
import { ingressArbitrary } from './generate/ingress.ts';
import { NAMESPACES, POD_PORTS, SECRETS, SERVICES } from './generate/pools.ts';
