/**
 * The examples are true: each file of examples/features is served by `dev`, and says in its head what it answers:
 *
 *   # GET http://host/path?query -> STATUS [header: value | path: what the backend gets]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { isError } from '../../src/diagnostics/diagnostic.ts';
import { makeCertificate, tlsSecret } from '../helpers/certificates.ts';
import { readContent } from '../../src/manifests/file-content.ts';
import { startLab, type Lab } from '../traffic/lab.ts';

const FOLDER = fileURLToPath(new URL('../../examples/features/', import.meta.url));
/** Examples have no default backend, and a star means on the gateway what it means there. */
const EXPECTED = /^(?:DEFAULT_BACKEND_SERVICE_MISSING|WILDCARD_SPANS_LABELS)\b/;
const QUESTION = /^# GET (https?):\/\/([^/]+)(\S*) -> (\d{3})(?: ([\w-]+): (.*))?$/gm;

for (const file of readdirSync(FOLDER).sort()) {
  test(`examples/features/${file}`, async (t) => {
    const bytes = readFileSync(`${FOLDER}${file}`);
    const text = bytes.toString();
    const { items, diagnostics } = await readContent(file, bytes);
    const objects = items.flatMap(({ object }) => (object.kind === 'Deployment' ? [] : [object]));
    t.deepEqual(diagnostics.filter(isError), []);
    const questions = [...text.matchAll(QUESTION)];
    t.true(questions.length > 0, 'the file says what it answers');
    const lab = await startLab([...objects, ...missingSecrets(objects)]);
    t.teardown(lab.close);
    t.deepEqual(
      lab.said().filter((said) => !EXPECTED.test(said)),
      [],
      'nothing to complain about',
    );
    for (const question of questions) t.is(await answer(lab, question), expected(question), question[0]);
  });
}

/** As `dev --dev-tls` does. */
function missingSecrets(objects: readonly ClusterObject[]): readonly ClusterObject[] {
  return objects.flatMap((object) =>
    object.kind === 'Ingress'
      ? (object.spec.tls ?? []).flatMap(({ secretName, hosts = [] }) =>
          secretName ? [tlsSecret(object.metadata.namespace, secretName, makeCertificate({ hosts }))] : [],
        )
      : [],
  );
}

const expected = ([, , , , status, name, value]: RegExpExecArray): string =>
  [status, ...(name === undefined ? [] : [value])].join(' ');

async function answer(lab: Lab, [, scheme, host, path, , name, value]: RegExpExecArray): Promise<string> {
  const port = scheme === 'https' ? 443 : 80;
  const { status, headers, echo } = await lab.ask({ port, host: host!, path: path || '/' });
  if (name === undefined) return String(status);
  const found = name === 'path' ? echo?.path : headers[name.toLowerCase()];
  const text = Array.isArray(found) ? found.join(' ') : (found ?? 'nothing');
  // Of a cookie only its name is known beforehand.
  return `${status} ${name === 'set-cookie' && text.includes(`${value}=`) ? value : text}`;
}
