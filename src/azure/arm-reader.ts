/** Reading of any resource behind ARM, as raw JSON; for what is looked at around the gateway. */
import { API_VERSION } from '../appgw/wire.ts';
import { ArmError } from '../controller/arm-error.ts';
import { createArmPipeline, type ArmPipelineOptions } from './arm-pipeline.ts';

export interface ArmReader {
  /** Rejects with an `ArmError`. */
  read(id: string, apiVersion?: string): Promise<unknown>;
  /** What the gateway thinks of its backends; takes it some seconds. Rejects with an `ArmError`. */
  backendHealth(gatewayId: string): Promise<unknown>;
}

const POLL_MS = 1_000;
const PATIENCE_MS = 60_000;

export function createArmReader(options: ArmPipelineOptions): ArmReader {
  const { clock } = options;
  const send = createArmPipeline(options);
  return {
    async read(id, apiVersion = API_VERSION) {
      const { body } = await send({ method: 'GET', target: id, query: { 'api-version': apiVersion } });
      return body;
    },

    async backendHealth(gatewayId) {
      const query = { 'api-version': API_VERSION };
      const deadline = clock.now() + PATIENCE_MS;
      let answer = await send({ method: 'POST', target: `${gatewayId}/backendhealth`, query });
      while (answer.status === 202) {
        const target = answer.headers['location'];
        if (target === undefined || clock.now() > deadline) throw noAnswer();
        await clock.sleep(POLL_MS);
        const next = await send({ method: 'GET', target });
        answer = { ...next, headers: { location: target, ...next.headers } };
      }
      return answer.body;
    },
  };
}

const noAnswer = (): ArmError =>
  new ArmError({ code: 'NoAnswer', kind: 'transient', message: 'the gateway did not answer in a minute' });
