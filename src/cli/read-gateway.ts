/** The gateway document behind `--gateway`: a file with a GET body, or what `translate` or `plan` printed. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RawGateway } from '../appgw/wire.ts';
import { parseGatewayId } from '../azure/resource-id.ts';
import { BLANK_GATEWAY } from './blank-gateway.ts';
import { CliFailure } from './failure.ts';
import { checkGateway } from './gateway-document.ts';
import { reasonOf } from './reason.ts';

/** A gateway at all of its limits has some 4 MiB. */
export const GATEWAY_BYTE_LIMIT = 64 * 2 ** 20;

export const isResourceId = (gateway: string): boolean => /^\/subscriptions\//i.test(gateway);

export async function readGateway(file: string, cwd: string): Promise<RawGateway> {
  const flag = `--gateway ${file}`;
  try {
    const path = resolve(cwd, file);
    const { size } = await stat(path);
    if (size > GATEWAY_BYTE_LIMIT)
      throw new CliFailure(`${flag}: ${size} bytes are more than ${GATEWAY_BYTE_LIMIT}`);
    const gateway = checkGateway(await parse(await readFile(path, 'utf8')), flag);
    if (gateway.id === undefined) return { ...gateway, id: BLANK_GATEWAY.id! };
    parseGatewayId(gateway.id);
    return gateway;
  } catch (cause) {
    throw cause instanceof CliFailure ? cause : new CliFailure(`${flag}: ${reasonOf(cause)}`, { cause });
  }
}

/** As JSON, which is far quicker, if it begins like that. */
async function parse(text: string): Promise<unknown> {
  const content = text.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(content)) return JSON.parse(content);
  const { parse: parseYaml } = await import('yaml');
  return parseYaml(content);
}
