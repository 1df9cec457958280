/**
 * One scenario: a fresh cluster and a fresh gateway, what happens to them, and what must hold of every story at its
 * end: nobody else's configuration was touched, no PUT was ever sent into a running operation, and the rights that the
 * chart grants sufficed.
 *
 * Where KUBEBUILDER_ASSETS names a real kube-apiserver, the stories that need no faults of the API server are told on it too.
 */
import test, { type ExecutionContext } from 'ava';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { startApiServer } from '../api-server/api-server.ts';
import type { ApiServer, Faults } from '../api-server/contracts.ts';
import { startRealApiServer } from '../real-api-server.ts';
import { BEFORE } from './azure.ts';
import { INSTANCE } from './controller.ts';
import { fastClock } from './fast-clock.ts';
import { startLab, type Lab } from './lab.ts';

type Story<L> = (t: ExecutionContext, lab: L) => Promise<void>;

export interface ScenarioOptions {
  /** Mostly waits: told together with the others of its file that do, after those that are told alone. */
  readonly waits?: boolean;
  /** Another writer changes what is not ours; then that is the story's own business. */
  readonly sharesGateway?: boolean;
}

const hasRealServer = (process.env['KUBEBUILDER_ASSETS'] ?? '') !== '';

export function scenario(title: string, story: Story<Lab>, options: ScenarioOptions = {}): void {
  const declare = declarationOf(options);
  declare(title, async (t) => tell(t, await startApiServer({ clock: fastClock }), story, options));
  if (!hasRealServer) return;
  declare(`${title} (real kube-apiserver)`, async (t) =>
    tell(t, (await startRealApiServer())!, story, options),
  );
}

/** A story in which the API server misbehaves. */
export function faultyClusterScenario(
  title: string,
  story: (t: ExecutionContext, lab: Lab, faults: Faults) => Promise<void>,
  options: Pick<ScenarioOptions, 'waits'> = {},
): void {
  declarationOf(options)(title, async (t) => {
    const api = await startApiServer({ clock: fastClock });
    await tell(t, api, (context, lab) => story(context, lab, api.faults!), options);
  });
}

const declarationOf = ({ waits = false }: ScenarioOptions) => (waits ? test : test.serial);

async function tell(
  t: ExecutionContext,
  api: ApiServer,
  story: Story<Lab>,
  { sharesGateway = false }: ScenarioOptions,
): Promise<void> {
  t.teardown(() => api.close());
  const lab = await startLab(t, api);
  await story(t, lab);
  const { azure } = lab;
  t.deepEqual(
    azure.calls.filter(({ kind, whileUpdating }) => kind === 'put' && whileUpdating),
    [],
    'a PUT was sent into a running operation',
  );
  const refused = api.requests?.entries.filter(({ status }) => status === 403) ?? [];
  t.deepEqual(refused, [], "the chart's rights do not suffice");
  if (!sharesGateway) t.deepEqual(theirs(azure.document()), theirs(BEFORE));
}

/** All of the document that is not ours, without what the service itself keeps changing. */
const theirs = (document: RawGateway): unknown =>
  JSON.parse(
    JSON.stringify(document, (member, value: unknown) => {
      if (member === 'etag' || member === 'provisioningState' || member === 'operationalState')
        return undefined;
      return Array.isArray(value) ? value.filter((entry: object) => !isOurs(entry)) : value;
    }),
  );

/** A sub-resource, or a reference to one. */
const isOurs = (entry: { readonly name?: string; readonly id?: string }): boolean =>
  (entry.name ?? entry.id?.split('/').at(-1) ?? '').startsWith(`${INSTANCE}.`);
