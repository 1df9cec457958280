/** What backend and client get to see of a request through `dev`, changed by annotations or by a custom resource. */
import test, { type ExecutionContext } from 'ava';
import type { AnnotatedCase } from './cases/annotated.ts';
import { annotated, annotatedRequest } from './cases/annotated.ts';
import { SURROUNDINGS } from './cases/case.ts';
import { REWRITE_CASES } from './cases/rewrites.ts';
import { startLab, type Observed } from './lab.ts';
import { serverOf } from './own-backend.ts';

for (const { says, given, answers } of REWRITE_CASES) {
  test(says, async (t) => {
    const lab = await startLab(given);
    t.teardown(lab.close);
    const found = await Promise.all(
      Object.keys(answers).map(async (url) => {
        const { echo, status } = await lab.ask(annotatedRequest(url));
        return [url, echo ? `${echo.service} ${echo.path}` : String(status)] as const;
      }),
    );
    t.deepEqual(Object.fromEntries(found), answers);
    t.deepEqual(lab.said(), []);
  });
}

/** One Ingress on a.test, with TLS where the URL has it; its backend adds headers that give it away. */
async function asked(
  t: ExecutionContext,
  says: { readonly [annotation: string]: string },
  url = 'http://a.test/',
  headers: Record<string, string> = {},
  others: AnnotatedCase['given'] = [],
): Promise<Observed> {
  const address = await serverOf(t, (request, response) => {
    const talk = { Server: 'nginx/1.0', 'X-Powered-By': 'PHP', 'Cache-Control': 'public' };
    const seen = { headers: request.headers, path: request.url };
    response.writeHead(200, { ...talk, 'Content-Type': 'application/json' }).end(JSON.stringify(seen));
  });
  const tls = url.startsWith('https') ? { tls: [['cert', 'a.test']] as const } : {};
  const objects = [
    ...annotated({ one: { rules: { 'a.test': ['/'] }, says, ...tls } }),
    ...SURROUNDINGS,
    ...others,
  ];
  const lab = await startLab(objects, undefined, { backendMap: new Map([['10.0.0.1 8080', address]]) });
  t.teardown(lab.close);
  return lab.ask(annotatedRequest(url), headers);
}

test('request headers are set, with variables, and removed', async (t) => {
  const says = {
    'request-headers-set': 'X-Client: {var_client_ip}\nX-Via: {http_req_X-Debug}, gateway',
    'request-headers-remove': 'X-User, X-Debug',
  };
  const { echo } = await asked(t, says, undefined, { 'X-Debug': '1', 'X-User': 'root', 'X-Other': 'stays' });
  t.like(echo?.headers, { 'x-client': '127.0.0.1', 'x-via': '1, gateway', 'x-other': 'stays' });
  t.is(echo?.headers['x-user'], undefined);
  t.is(echo?.headers['x-debug'], undefined);
});

test('response headers are set and removed', async (t) => {
  const { headers } = await asked(t, {
    'response-headers-set': 'Cache-Control: no-store\nX-Frame-Options: DENY',
    'response-headers-remove': 'X-Powered-By',
  });
  t.like(headers, { 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
  t.is(headers['x-powered-by'], undefined);
});

test('security headers over https, and over plain HTTP all but Strict-Transport-Security', async (t) => {
  const all = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
  };
  const secure = await asked(t, { 'security-headers': 'all' }, 'https://a.test/');
  t.like(secure.headers, { ...all, 'strict-transport-security': 'max-age=31536000; includeSubDomains' });
  const plain = await asked(t, { 'security-headers': 'all' });
  t.like(plain.headers, all);
  t.is(plain.headers['strict-transport-security'], undefined);
});

test('CORS headers', async (t) => {
  const { headers } = await asked(t, {
    'cors-allow-origin': 'https://app.test',
    'cors-allow-methods': 'get, POST',
    'cors-allow-headers': 'X-Request-Id',
    'cors-expose-headers': 'X-Total',
    'cors-allow-credentials': 'true',
    'cors-max-age': '60',
  });
  t.like(headers, {
    'access-control-allow-origin': 'https://app.test',
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'X-Request-Id',
    'access-control-expose-headers': 'X-Total',
    'access-control-allow-credentials': 'true',
    'access-control-max-age': '60',
  });
});

test('a custom resource deletes where it says delete, whatever value stands beside', async (t) => {
  const rewrite = {
    kind: 'AzureApplicationGatewayRewrite',
    metadata: { namespace: 'shop', name: 'r' },
    spec: {
      rewriteRules: [
        {
          name: 'quiet',
          actions: {
            requestHeaderConfigurations: [
              { actionType: 'delete', headerName: 'X-User', headerValue: 'nobody' },
              { actionType: 'set', headerName: 'X-Seen', headerValue: 'yes' },
            ],
            responseHeaderConfigurations: [
              { actionType: 'delete', headerName: 'X-Powered-By', headerValue: 'x' },
            ],
          },
        },
      ],
    },
  } as const;
  const says = { 'rewrite-rule-set-custom-resource': 'r' };
  const { echo, headers } = await asked(t, says, undefined, { 'X-User': 'root' }, [rewrite]);
  t.is(echo?.headers['x-user'], undefined);
  t.is(String(echo?.headers['x-seen']), 'yes');
  t.is(headers['x-powered-by'], undefined);
});
