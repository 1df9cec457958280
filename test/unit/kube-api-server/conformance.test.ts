import test from 'ava';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import { CONFORMANCE, secondWrite } from '../../kube/api-server/conformance.ts';
import type { ApiServer } from '../../kube/api-server/contracts.ts';
import type { Row } from '../../kube/api-server/conformance.ts';
import { startRealApiServer } from '../../kube/real-api-server.ts';

const servers: { readonly name: string; readonly server: ApiServer }[] = [];
servers.push({ name: 'in-process', server: await startApiServer() });
const real = await startRealApiServer();
if (real) servers.push({ name: 'real', server: real });

test.after.always(async () => {
  for (const { server } of servers) await server.close();
});

/** 0: accepted. */
async function refusalCode({ admin }: ApiServer, row: Row): Promise<number> {
  const codeOf = (write: Promise<unknown>): Promise<number> =>
    write.then(
      () => 0,
      (error: { status: number }) => error.status,
    );
  if (!row.second) return codeOf(admin.create(row.object));
  const created = await admin.create(row.object);
  const next = secondWrite(created, row);
  return codeOf(row.second.write === 'status' ? admin.update(next, 'status') : admin.update(next));
}

for (const { name, server } of servers) {
  for (const row of CONFORMANCE) {
    test(`${name}: ${row.verdict}: ${row.title}`, async (t) => {
      const code = await refusalCode(server, row);
      t.true(row.verdict === 'accepted' ? code === 0 : [400, 422].includes(code), `answered ${code}`);
    });
  }
}
