import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { createAuthority } from '../../../src/emulator/authority.ts';
import {
  createCertificates,
  isUsable,
  type CertificateOptions,
  type StoredCertificate,
} from '../../../src/webhook/certificate.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';

const HOST = 'hook.ingress.svc';
const DAY = 86_400_000;

const mint: CertificateOptions['mint'] = async (host, lifetime) => {
  const { pem, issue } = await createAuthority('webhooks');
  return { ...(await issue([host], lifetime)), authority: pem };
};

/** Several replicas on one Secret. `log`: what was written, in order. */
function setUp({ secret = true } = {}) {
  const clock = createManualClock();
  const log: string[] = [];
  const kept: { certificate: StoredCertificate | null; version: number; refuse: boolean } = {
    certificate: null,
    version: 1,
    refuse: false,
  };
  const trusted: string[] = [];
  const replica = (isLeading: boolean, host = HOST) =>
    createCertificates({
      store: {
        read: async () => (secret ? { certificate: kept.certificate, version: String(kept.version) } : null),
        write: async (certificate, version) => {
          if (kept.refuse || version !== String(kept.version)) throw new Error('conflict');
          log.push('secret');
          kept.certificate = certificate;
          kept.version += 1;
        },
        trust: async (authorities) => {
          log.push('trust');
          trusted.push(authorities);
        },
      },
      host,
      mint,
      isLeading: () => isLeading,
      now: clock.now,
    });
  return { clock, log, kept, trusted, replica };
}
const countOf = (pem = ''): number => pem.split('BEGIN CERTIFICATE').length - 1;
const isTrusted = ({ certificate }: StoredCertificate, authorities: string): boolean =>
  (authorities.match(/-----BEGIN[^]*?END CERTIFICATE-----\n/g) ?? []).some((pem) =>
    new X509Certificate(certificate).verify(new X509Certificate(pem).publicKey),
  );

test('the leader makes it, whoever follows reads it', async (t) => {
  const { log, trusted, replica } = setUp();
  const follower = replica(false);
  t.is(await follower(), null);
  const made = await replica(true)();
  t.deepEqual(log, ['trust', 'secret']);
  t.deepEqual(await follower(), made);
  t.true(isUsable(made!));
  t.true(isTrusted(made!, trusted[0]!));
  t.is(new X509Certificate(made!.certificate).checkHost(HOST), HOST);
});

test('it stays, and is told again from time to time and by the next leader', async (t) => {
  const { clock, log, replica } = setUp();
  const leader = replica(true);
  const first = await leader();
  t.is((await leader())?.certificate, first?.certificate);
  t.deepEqual(log, ['trust', 'secret']);
  clock.advance(300_000);
  await leader();
  t.deepEqual(log, ['trust', 'secret', 'trust']);
  await replica(true)();
  t.deepEqual(log, ['trust', 'secret', 'trust', 'trust']);
});

test('after two thirds of its life another one; both are trusted meanwhile, older ones no more', async (t) => {
  const { clock, log, trusted, replica } = setUp();
  const leader = replica(true);
  const first = (await leader())!;
  clock.advance(59 * DAY);
  t.is((await leader())!.certificate, first.certificate);
  clock.advance(2 * DAY);
  log.length = 0;
  const second = (await leader())!;
  t.deepEqual(log, ['trust', 'secret']);
  const bundle = trusted.at(-1)!;
  t.is(countOf(bundle), 2);
  t.true(isTrusted(first, bundle));
  t.true(isTrusted(second, bundle));
  clock.advance(61 * DAY);
  await leader();
  t.is(countOf(trusted.at(-1)), 2);
  t.false(isTrusted(first, trusted.at(-1)!));
  t.true(isTrusted(second, trusted.at(-1)!));
});

test('of another name: another one', async (t) => {
  const { replica } = setUp();
  const first = await replica(true)();
  t.not((await replica(true, 'other.ingress.svc')())?.certificate, first?.certificate);
});

test('a Secret that somebody else has just written is read again', async (t) => {
  const { kept, replica } = setUp();
  const leader = replica(true);
  kept.refuse = true;
  await t.throwsAsync(leader(), { message: 'conflict' });
  kept.refuse = false;
  t.deepEqual(await leader(), kept.certificate);
});

test('no Secret', (t) => t.throwsAsync(setUp({ secret: false }).replica(true)(), { message: /missing/ }));

test('what can be served with', async (t) => {
  const lifetime = { notBefore: new Date(0), notAfter: new Date(DAY) };
  const [one, other] = await Promise.all([mint(HOST, lifetime), mint(HOST, lifetime)]);
  t.true(isUsable(one));
  t.false(isUsable({ ...one, key: other.key }));
  t.false(isUsable({ ...one, certificate: '' }));
});
