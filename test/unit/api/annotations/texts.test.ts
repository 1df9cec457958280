import test from 'ava';
import type { ValueType } from '../../../../src/api/annotations/annotation.ts';
import * as texts from '../../../../src/api/annotations/texts.ts';

const parses = test.macro({
  exec: (t, type: ValueType<unknown>, text: string, value: unknown) => t.deepEqual(type.parse(text), value),
  title: (_, type: ValueType<unknown>, text) =>
    `${JSON.stringify(text).slice(0, 60)} as ${type.allowed.slice(0, 30)}`,
});
const takes = (type: ValueType<unknown>, ...all: readonly string[]): void => {
  for (const text of all) test(parses, type, text, text);
};
const refuses = (type: ValueType<unknown>, ...all: readonly string[]): void => {
  for (const text of all) test(parses, type, text, undefined);
};
takes(texts.host, 'a', 'a.com', 'A.com');
refuses(texts.host, '', '*.a.com', 'a..com', '-a.com', 'a.com:80', `${'a'.repeat(64)}.com`);
takes(texts.path, '/', '/a/b', '/a%20b');
refuses(texts.path, 'a', '/a b', '/a?b', '/a*', '/{var_host}', '/a#b');
takes(texts.probePath, '/a?b=1', '/a*b');
test(parses, texts.probePath, '/health/*', '/health/');
test(parses, texts.probePath, '/health**', '/health');
refuses(texts.probePath, 'health', '/a\tb', '/#b', '*');
takes(texts.httpUrl, 'http://a.com', 'https://a.com/x?y=1');
refuses(
  texts.httpUrl,
  '/x',
  'ftp://a.com',
  'https://user:pass@a.com/',
  'https://a.com/{var_host}',
  'https://a com/',
  'https://',
);
takes(texts.childName, 'a', 'a-b.c_d');
refuses(texts.childName, '', '-a', 'a/b', 'a b', 'a'.repeat(81));
refuses(
  texts.wafPolicyId,
  '',
  'p',
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/p',
);
test(parses, texts.network, '10.0.0.0/8', '10.0.0.0/8');
test(parses, texts.network, '10.0.0.1', '10.0.0.1/32');
refuses(texts.network, '10.0.0.0/33', '10.0.0', 'fd00::/8', '10.0.0.0/8/8', '');
test(parses, texts.statusCodes, '200', '200');
test(parses, texts.statusCodes, '200 - 399', '200-399');
refuses(texts.statusCodes, '99', '600', '399-200', '200-', '200-300-400', 'ok');
test(parses, texts.caSource, 'secret/ca', { kind: 'Secret', name: 'ca' });
test(parses, texts.caSource, 'ConfigMap/ca', { kind: 'ConfigMap', name: 'ca' });
refuses(texts.caSource, 'ca', 'secret/', 'secret/other/ca', 'pod/ca');
const VERSION = '0123456789abcdef0123456789ABCDEF';
for (const [text, id] of [
  ['https://shop.vault.azure.net/certificates/web', 'https://shop.vault.azure.net/secrets/web'],
  ['https://SHOP.vault.azure.net/secrets/web/', 'https://shop.vault.azure.net/secrets/web'],
  [
    `https://shop.vault.azure.net:443/secrets/web/${VERSION}`,
    `https://shop.vault.azure.net/secrets/web/${VERSION.toLowerCase()}`,
  ],
  ['https://shop.vault.usgovcloudapi.net/secrets/web', 'https://shop.vault.usgovcloudapi.net/secrets/web'],
] as const)
  test(parses, texts.keyVaultId, text, id);
refuses(
  texts.keyVaultId,
  'http://shop.vault.azure.net/secrets/web',
  'https://shop.vault.azure.net/keys/web',
  'https://a.com/secrets/web',
  'https://shop.vault.azure.net/secrets/a_b',
);
test(parses, texts.headerLines, 'A: b\n\n C-d :  e f ', [
  { name: 'A', value: 'b' },
  { name: 'C-d', value: 'e f' },
]);
refuses(texts.headerLines, '', 'A', 'A: b\na: c', 'A_b: c', 'A: b\u0007', 'A: \r\nB: c');
test(parses, texts.errorPage, '502=https://a.com/502.html', { status: 502, url: 'https://a.com/502.html' });
test(parses, texts.errorPage, '404 = https://a.com/x.htm?a=b', {
  status: 404,
  url: 'https://a.com/x.htm?a=b',
});
refuses(texts.errorPage, '418=https://a.com/x.html', '502=https://a.com/x.txt', '502', '502=/x.html');
test(parses, texts.errorPages, '502=https://a.com/1.html, 404=https://a.com/1.html', [
  { status: 502, url: 'https://a.com/1.html' },
  { status: 404, url: 'https://a.com/1.html' },
]);
refuses(texts.errorPages, '502=https://a.com/1.html, 502=https://a.com/2.html', '418=https://a.com/1.html');
takes(texts.rulePath, '/old/*', '/img*');
refuses(texts.rulePath, 'old', '/c d', '/c?d', '/c#d', '/{var_x}');
test(parses, texts.extraPort, 'HTTP:8080', { protocol: 'Http', port: 8080 });
test(parses, texts.extraPort, 'https:8443', { protocol: 'Https', port: 8443 });
refuses(texts.extraPort, '8080', 'HTTP:0', 'HTTP:65000', 'TCP:80');
takes(texts.hostPattern, 'a.com', '*.a.com', 'shop-??.a.com', '*-x.*.com', 'a?.com');
refuses(
  texts.hostPattern,
  '',
  '*.*.*.com',
  '**.com',
  '*?.com',
  '?*.com',
  '*a*.com',
  '?????.com',
  'a..com',
  'a b.com',
);
