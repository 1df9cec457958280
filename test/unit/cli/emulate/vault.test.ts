import test from 'ava';
import { readVault } from '../../../../src/cli/emulate/vault.ts';
import { makeCertificate } from '../../../helpers/certificates.ts';
import { temporaryFolder } from '../../manifests/temporary-folder.ts';

const ID = 'https://shop.vault.azure.net/secrets';

test('PEM, PFX and failures by secret id; files are beside the file', async (t) => {
  const { certPem, keyPem } = makeCertificate({ hosts: ['a.com'] });
  const pem = certPem + keyPem;
  const { path } = await temporaryFolder(t, {
    'web.pem': pem,
    'old.pfx': 'bytes',
    'vault.yaml': `${ID}/Web: { pem: web.pem }
${ID}/old: { pfx: old.pfx, password: pw }
${ID}/shut: { failure: firewall }
${ID}/gone: { failure: { code: SecretDisabled, message: off } }
`,
  });
  const vault = await readVault('vault.yaml', path);
  t.deepEqual(vault(`${ID}/web`), { kind: 'pem', pem });
  t.deepEqual(vault(`${ID}/old`), {
    kind: 'pfx',
    pfx: Buffer.from('bytes').toString('base64'),
    password: 'pw',
  });
  t.deepEqual(vault(`${ID}/gone`), { kind: 'failure', code: 'SecretDisabled', message: 'off' });
  t.deepEqual(vault(`${ID}/shut`), { kind: 'problem', problem: 'firewall' });
  t.is(vault(`${ID}/other`), null);
});

for (const [what, text] of [
  ['a file that is not there', `${ID}/a: { pem: none.pem }`],
  ['two kinds at once', `${ID}/a: { pem: a, pfx: b }`],
  ['no mapping', '- a'],
  ['a failure that nobody knows', `${ID}/a: { failure: flooded }`],
] as const) {
  test(`refused with the flag's name: ${what}`, async (t) => {
    const { path } = await temporaryFolder(t, { 'vault.yaml': text });
    await t.throwsAsync(readVault('vault.yaml', path), {
      name: 'CliFailure',
      message: /^--vault vault\.yaml: /,
    });
  });
}
