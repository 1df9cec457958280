import test from 'ava';
import { makeAuthority } from '../../../../helpers/certificates.ts';
import { ID, child, childOf, propertiesOf, smallest, startArm } from '../_harness.ts';

const root = makeAuthority('root');
const middle = makeAuthority('middle', root);
const data = btoa(middle.chainPem);
const document = smallest({ trustedClientCertificates: [child('ca', { data })] });

test('answers show the data of client authorities, and whose clients they are', async (t) => {
  const arm = startArm(t);
  const { body } = await arm.settle(document);
  const shown = [body, (await arm.get()).body, arm.applied[0]!];
  for (const answer of shown) {
    t.like(propertiesOf(childOf(answer, 'trustedClientCertificates')), {
      data,
      validatedCertData: data,
      clientCertIssuerDN: 'CN=middle',
    });
  }
});

test('what is shown follows the data, whatever a client sends back', async (t) => {
  const arm = startArm(t);
  await arm.settle(document);
  const sent = { data: btoa(root.certPem), validatedCertData: data, clientCertIssuerDN: 'CN=middle' };
  const { body } = await arm.settle(smallest({ trustedClientCertificates: [child('ca', sent)] }));
  t.like(propertiesOf(childOf(body, 'trustedClientCertificates')), { clientCertIssuerDN: 'CN=root' });
});

test('a gateway that is there at the start is described, too', async (t) => {
  const arm = startArm(t, { gateways: { [ID]: document } });
  t.like(propertiesOf(childOf((await arm.get()).body, 'trustedClientCertificates')), {
    clientCertIssuerDN: 'CN=middle',
  });
});
