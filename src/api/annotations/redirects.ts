/** Requests that are sent elsewhere. */
import { annotation } from './annotation.ts';
import { host, httpUrl, rulePath } from './texts.ts';
import { boolean, listOf, oneOf } from './values.ts';

const AUTHOR = { origin: 'own', scope: 'path' } as const;

const TARGETS = ['redirect-url', 'redirect-host', 'www-redirect'];

export const REDIRECT_ANNOTATIONS = {
  'ssl-redirect': annotation({
    type: boolean,
    scope: 'host',
    absent: 'true on hosts with TLS',
    example: 'false',
    sets: ['redirectConfigurations', 'requestRoutingRules.redirectConfiguration'],
    description:
      'Whether plain HTTP redirects to https on hosts with TLS. "false" on the Ingress with tls: no plain HTTP at all; on one without tls: its paths are served over plain HTTP too.',
    defaultable: true,
  }),
  'redirect-url': annotation({
    ...AUTHOR,
    type: httpUrl,
    absent: 'requests are served',
    example: 'https://www.example.com/new',
    sets: ['redirectConfigurations.targetUrl'],
    description: 'The paths of the Ingress are not served but redirected there.',
  }),
  'redirect-host': annotation({
    ...AUTHOR,
    type: host,
    absent: 'requests are served',
    example: 'shop.example.com',
    sets: ['redirectConfigurations.targetUrl'],
    description:
      'The paths of the Ingress are redirected to the same path of another host, over https. Not together with redirect-url.',
  }),
  'redirect-paths': annotation({
    needs: ['redirect-url', 'redirect-host'],
    // As if absent, everything would be redirected, by an answer that browsers keep.
    onBadValue: 'heldBack',
    ...AUTHOR,
    type: listOf(rulePath, 100),
    absent: 'all paths of the Ingress',
    example: '/old, /older',
    sets: ['redirectConfigurations.targetUrl'],
    description:
      'The redirect holds for these paths of the Ingress, as they are written there; the others are served.',
  }),
  'redirect-code': annotation({
    needs: TARGETS,
    ...AUTHOR,
    type: oneOf('301', '302', '303', '307'),
    absent: '301',
    example: '302',
    sets: ['redirectConfigurations.redirectType'],
    description: 'Status of the redirect that redirect-url, redirect-host or www-redirect asks for.',
  }),
  'redirect-keep-path': annotation({
    needs: TARGETS,
    ...AUTHOR,
    type: boolean,
    absent: 'true with redirect-host and www-redirect, else false',
    example: 'true',
    sets: ['redirectConfigurations.includePath'],
    description: 'Whether the path of the request is put behind the target.',
  }),
  'redirect-keep-query': annotation({
    needs: TARGETS,
    ...AUTHOR,
    type: boolean,
    absent: 'true',
    example: 'false',
    sets: ['redirectConfigurations.includeQueryString'],
    description: 'Whether the query of the request is kept.',
  }),
  'www-redirect': annotation({
    ...AUTHOR,
    scope: 'host',
    type: oneOf('to-www', 'to-apex'),
    absent: 'the other name is not answered',
    example: 'to-apex',
    sets: ['redirectConfigurations.targetUrl', 'httpListeners.hostName'],
    description:
      'Answers the other name of each host too (www.example.com beside example.com) and redirects it to the one of the Ingress. Over https only where the certificate covers that name. to-apex stands on an Ingress for example.com, to-www on one for www.example.com; wildcards have no other name.',
  }),
} as const;
