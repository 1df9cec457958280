/** The definitions of AGIC's two kinds, as far as they decide what an API server lets in (facts/agic-compat.md 2). */
import type { KubeInput } from './api-server/contracts.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const map = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });
const list = (items: Schema, members: Schema = {}): Schema => ({ type: 'array', items, ...members });

const definition = (group: string, version: string, kind: string, spec: Schema): KubeInput => {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, listKind: `${kind}List`, plural, singular },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: map({ spec }) } }],
    },
  };
};

const headers = list(
  map({ actionType: { type: 'string', pattern: '^set$|^delete$' }, headerName: text, headerValue: text }),
);

export const REWRITE_DEFINITION = definition(
  'appgw.ingress.azure.io',
  'v1beta1',
  'AzureApplicationGatewayRewrite',
  map({
    rewriteRules: list(
      map({
        name: text,
        ruleSequence: { type: 'integer' },
        conditions: list(map({ variable: text, pattern: text, ignoreCase: flag, negate: flag })),
        actions: map({
          requestHeaderConfigurations: headers,
          responseHeaderConfigurations: headers,
          urlConfiguration: map({ modifiedPath: text, modifiedQueryString: text, reroute: flag }),
        }),
      }),
      { minItems: 1 },
    ),
  }),
);

export const PROHIBITED_TARGET_DEFINITION = definition(
  'appgw.ingress.k8s.io',
  'v1',
  'AzureIngressProhibitedTarget',
  map({ hostname: text, paths: list({ type: 'string', pattern: String.raw`^\/(?:.+\/)?\*$` }) }),
);
