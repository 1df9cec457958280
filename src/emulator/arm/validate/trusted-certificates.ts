/** The content of `trustedRootCertificates` and `trustedClientCertificates`: unlike PFX files they are public. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { readAuthorities } from '../certificates/authorities.ts';
import { children } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

const LARGEST_CLIENT_FILE = 25 * 1024;

export const trustedRoots = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'trustedRootCertificates'), ({ id, properties: { data, keyVaultSecretId } }) => {
    if (keyVaultSecretId !== undefined) return null;
    if (data === undefined || data === '') {
      return refusal(UNCONFIRMED.rootData, `Data must be specified for TrustedRootCertificate ${id}.`);
    }
    return readAuthorities(data).length === 1
      ? null
      : refusal(UNCONFIRMED.rootInvalid, `Data for certificate ${id} is invalid.`);
  });

export const clientAuthorities = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'trustedClientCertificates'), ({ id, properties: { data } }) => {
    if (data === undefined || data === '') {
      return refusal(
        UNCONFIRMED.clientAuthorityData,
        `Data must be specified for TrustedClientCertificate ${id}.`,
      );
    }
    const size = Buffer.byteLength(data, 'base64');
    if (size > LARGEST_CLIENT_FILE) {
      return refusal(
        UNCONFIRMED.clientAuthoritySize,
        `The size of certificate ${id} is ${size} bytes and the maximum allowed is ${LARGEST_CLIENT_FILE}.`,
      );
    }
    const chain = readAuthorities(data);
    if (chain.length === 0 || !chain.every(({ ca }) => ca)) {
      return refusal(UNCONFIRMED.clientAuthorityInvalid, `Data for certificate ${id} is invalid.`);
    }
    return chain.some(({ issuer, subject }) => issuer === subject)
      ? null
      : refusal(
          UNCONFIRMED.clientAuthorityWithoutRoot,
          `TrustedClientCertificate ${id} must contain the whole chain, the root CA certificate included.`,
        );
  });
