/**
 * Texts that the API server, helm and the code check alike. A pattern here is read by JavaScript and by Go's RE2, so it
 * has no flags, no look-around and no character class that only one of them knows.
 */
import { z } from 'zod';

const SUBSCRIPTION = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const RESOURCE_GROUP = String.raw`(?:[-\w().]|[^\x00-\x7f]){0,89}(?:[-\w()]|[^\x00-\x7f])`;
const GATEWAY_NAME = String.raw`[a-z0-9](?:[\w.-]{0,78}\w)?`;
/** ARM compares ids without case. */
const GATEWAY_ID = `(?i:/subscriptions/${SUBSCRIPTION}/resourceGroups/${RESOURCE_GROUP}/providers/Microsoft\\.Network/applicationGateways/${GATEWAY_NAME})`;
const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const DNS_NAME = String.raw`${LABEL}(?:\.${LABEL})*`;
/** IPv4 addresses have the form of a DNS name. */
const ADDRESS = `${DNS_NAME}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*`;
const INSTANCE = '[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?';

const ID_SHAPE =
  'the id of a gateway: /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/applicationGateways/<name>';

const matching = (pattern: string, most: number, meaning: string) =>
  z
    .string()
    .max(most)
    .regex(new RegExp(`^(?:${pattern})$`), meaning);

const ADOPT_TEXT = 'agic(?::[0-9a-zA-Z-]{1,47})?|instance:[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?';
export const ADOPT = new RegExp(`^(?:${ADOPT_TEXT})$`);
export const ADOPT_SHAPE = 'agic, agic:PREFIX or instance:NAME';

export const gatewayId = () => matching(GATEWAY_ID, 400, ID_SHAPE);
export const dnsLabel = () => matching(LABEL, 63, 'a DNS label');
export const dnsLabelOrAny = () => matching(`\\*|${LABEL}`, 63, 'a DNS label or "*"');
export const dnsName = () => matching(DNS_NAME, 253, 'a DNS name');
export const address = () => matching(ADDRESS, 253, 'an IP address or a DNS name');

/** The same for values of a chart, where the empty text stands for "not given". */
export const gatewayIdOrEmpty = () => matching(`|${GATEWAY_ID}`, 400, ID_SHAPE);
export const adoptOrEmpty = () => matching(`|${ADOPT_TEXT}`, 63, ADOPT_SHAPE);
export const dnsNameOrEmpty = () => matching(`|${DNS_NAME}`, 253, 'a DNS name');
export const addressOrEmpty = () => matching(`|${ADDRESS}`, 253, 'an IP address or a DNS name');
export const serviceOrEmpty = () => matching(`|${LABEL}/${LABEL}`, 127, 'a Service as namespace/name');
export const instanceOrEmpty = () =>
  matching(`|${INSTANCE}`, 16, 'at most 16 of a-z, 0-9 and "-", not at an end');
