/**
 * The life of `sslCertificates`: an entry without data keeps what is stored under its name, a new one is opened
 * and gets its `publicCertData`, and no answer ever shows data or password. Inside the emulator both stay in the
 * document, for the data plane.
 */
import type { ArmErrorBody, Json, JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { isList, isObject } from '../model/json.ts';
import { CONFIRMED, UNCONFIRMED } from '../validate/codes.ts';
import { refusal } from '../validate/refusal.ts';
import { openPfx } from './pkcs12.ts';
import { certificatesOnly } from './pkcs7.ts';

const LARGEST = 16 * 1024;

/** Entries without any source take data, password and public part of the stored entry of that name. */
export function keepStored(document: RawGateway, stored: RawGateway | null): RawGateway {
  const known = new Map(certificatesOf(stored).map((entry) => [nameOf(entry), propertiesOf(entry)] as const));
  return mapCertificates(document, (properties, entry) =>
    hasSource(properties) ? properties : { ...properties, ...sourceOf(known.get(nameOf(entry)) ?? {}) },
  );
}

export type Installed =
  | { readonly document: RawGateway; readonly refused: null }
  | { readonly document: null; readonly refused: ArmErrorBody };

/** Opens every PFX that is new and writes down its public part. `aes` says whether AES encryption is accepted. */
export function install(document: RawGateway, options: { readonly aes: boolean }): Installed {
  const opened = new Map(
    certificatesOf(document)
      .filter((entry) => propertiesOf(entry)['publicCertData'] === undefined)
      .map((entry) => [entry, openCertificate(entry, options)] as const),
  );
  const refused = [...opened.values()].find((result) => 'code' in result);
  if (refused) return { document: null, refused };
  const installed = mapCertificates(document, (properties, entry) => ({
    ...properties,
    ...opened.get(entry),
  }));
  return { document: installed, refused: null };
}

/** For a document that the emulator starts with: a PFX that cannot be opened is left out instead of refused. */
export const installUsable = (document: RawGateway): RawGateway =>
  mapCertificates(document, (properties, entry) => {
    if (properties['data'] === undefined) return properties;
    const opened = openCertificate(entry, { aes: true });
    const { data: _data, password: _password, ...rest } = properties;
    return 'code' in opened ? rest : { ...properties, ...opened };
  });

/** What a client sees. */
export const withoutSecrets = (document: RawGateway): RawGateway =>
  mapCertificates(document, ({ data: _data, password: _password, ...shown }) => shown);

type Opened = ArmErrorBody | { readonly publicCertData?: string };

function openCertificate(entry: JsonObject, options: { readonly aes: boolean }): Opened {
  const properties = propertiesOf(entry);
  const { data, password } = properties;
  const id = textOf(entry, 'id');
  if (typeof data !== 'string') {
    return hasSource(properties)
      ? {}
      : refusal(CONFIRMED.certificateData, `Data must be specified for Certificate ${id}.`);
  }
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > LARGEST) {
    return refusal(
      UNCONFIRMED.certificateSize,
      `The size of certificate ${id} is ${bytes.length} bytes and the maximum allowed is ${LARGEST}.`,
    );
  }
  if (typeof password !== 'string') {
    return refusal(UNCONFIRMED.certificateNoPassword, `Password not specified for certificate ${id}.`);
  }
  const pfx = openPfx(bytes, password);
  if (pfx.kind === 'malformed') {
    return refusal(CONFIRMED.certificateInvalid, `Data or Password for certificate ${id} is invalid.`);
  }
  if (pfx.kind === 'no-private-key') {
    return refusal(UNCONFIRMED.certificateNoKey, `Certificate ${id} does not have Private Key.`);
  }
  // The service's answer to AES in 2020 was that of a wrong password.
  if (pfx.kind === 'wrong-password' || (pfx.aes && !options.aes)) {
    return refusal(UNCONFIRMED.certificatePassword, `Password specified for certificate ${id} is incorrect.`);
  }
  return { publicCertData: certificatesOnly(pfx.certificates).toString('base64') };
}

const SOURCES = ['data', 'keyVaultSecretId', 'hsm'] as const;
const hasSource = (properties: JsonObject): boolean => SOURCES.some((name) => properties[name] !== undefined);

function sourceOf(stored: JsonObject): JsonObject {
  const kept = [...SOURCES, 'password', 'publicCertData'].flatMap((name) => {
    const value = stored[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

export function mapCertificates(
  document: RawGateway,
  edit: (properties: JsonObject, entry: JsonObject) => JsonObject,
): RawGateway {
  const entries = document.properties['sslCertificates'];
  if (!isList(entries)) return document;
  const sslCertificates = entries.map((entry: Json) =>
    isObject(entry) ? { ...entry, properties: edit(propertiesOf(entry), entry) } : entry,
  );
  return { ...document, properties: { ...document.properties, sslCertificates } };
}

function certificatesOf(document: RawGateway | null): readonly JsonObject[] {
  const entries = document?.properties['sslCertificates'];
  return isList(entries) ? entries.filter(isObject) : [];
}

const nameOf = (entry: JsonObject): string => textOf(entry, 'name').toLowerCase();
const textOf = (entry: JsonObject, member: 'id' | 'name'): string => {
  const value = entry[member];
  return typeof value === 'string' ? value : '';
};
const propertiesOf = (entry: JsonObject): JsonObject =>
  isObject(entry['properties']) ? entry['properties'] : {};
