/** The custom role and the page that explains it have the same actions, and none that is wider than one thing. */
import { readFileSync } from 'node:fs';
import test from 'ava';

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const { Actions: actions } = JSON.parse(read('azure-role.json')) as { readonly Actions: readonly string[] };

test('every action is explained, and nothing else', (t) => {
  const explained = [...read('azure-role.md').matchAll(/^\| `(?<action>[^`]+)`/gm)].map(
    ({ groups }) => groups!['action']!,
  );
  t.deepEqual(explained.toSorted(), actions.toSorted());
});

test('no wildcard, nothing that starts, stops or grants; only WAF policies are deleted', (t) => {
  t.true(actions.length > 0);
  for (const action of actions) t.notRegex(action, /\*|\/(start|stop)\/action$|Authorization/);
  const deletions = actions.filter((action) => action.endsWith('/delete'));
  t.deepEqual(deletions, ['Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/delete']);
});
