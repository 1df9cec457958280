/**
 * Texts that the API server, helm and the code check alike. A pattern here is read by JavaScript and by Go's RE2, so it
 * has no flags, no look-around and no character class that only one of them knows.
 */
import { z } from 'zod';

const GROUP_END = String.raw`(?:[-\w()]|[^\x00-\x7f])`;
const RESOURCE_GROUP = String.raw`(?:[-\w().]|[^\x00-\x7f]){0,89}${GROUP_END}`;
const SUBSCRIPTION = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const GATEWAY_NAME = String.raw`[a-z0-9](?:[\w.-]{0,78}\w)?`;
const GATEWAY_ID = `(?i:/subscriptions/${SUBSCRIPTION}/resourceGroups/${RESOURCE_GROUP}/providers/Microsoft\\.Network/applicationGateways/${GATEWAY_NAME})`;
const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const DNS_NAME = String.raw`${LABEL}(?:\.${LABEL})*`;

const ID_SHAPE =
  '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/applicationGateways/<name>';

/** ARM compares ids without case. */
export const gatewayId = () =>
  z
    .string()
    .max(400)
    .regex(new RegExp(`^${GATEWAY_ID}$`), `the id of an application gateway: ${ID_SHAPE}`);

export const dnsLabel = () =>
  z
    .string()
    .max(63)
    .regex(new RegExp(`^${LABEL}$`), 'a DNS label');
export const dnsName = () =>
  z
    .string()
    .max(253)
    .regex(new RegExp(`^${DNS_NAME}$`), 'a DNS name');

/** The same, or the empty text, which in a chart's values stands for "not given". */
export const gatewayIdOrEmpty = () => z.string().regex(new RegExp(`^(?:${GATEWAY_ID})?$`));
export const dnsNameOrEmpty = () => z.string().regex(new RegExp(`^(?:${DNS_NAME})?$`));
export const serviceOrEmpty = () => z.string().regex(new RegExp(`^(?:${LABEL}/${LABEL})?$`));
export const instanceOrEmpty = () => z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?)?$/);
