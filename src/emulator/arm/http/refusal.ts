import type { ArmErrorBody } from '../../../appgw/wire.ts';
import { CONFIRMED } from '../validate/codes.ts';

/** Thrown by whatever handles a request; answered as `{"error": …}` with this status. */
export class ArmRefusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly body: ArmErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: ArmErrorBody, headers: Readonly<Record<string, string>> = {}) {
    super(`${body.code}: ${body.message}`);
    this.name = 'ArmRefusal';
    this.code = body.code;
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The status of a refusal by validation. */
export const statusOf = ({ code }: ArmErrorBody): number =>
  code === CONFIRMED.internalServerError ? 500 : 400;
