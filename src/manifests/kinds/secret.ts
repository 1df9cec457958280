import type { ObjectMeta, Secret } from '../../cluster/objects.ts';
import { base64, DATA_LIMIT, dataKey, withoutBreaks } from './data.ts';
import { at, entry, present, refuse, text, textMap, type Field } from './fields.ts';

const TLS_KEYS = ['tls.crt', 'tls.key'] as const;

export function readSecret(root: Field, metadata: ObjectMeta): Secret {
  const type = text(at(root, 'type'));
  const data = readData(root);
  const size = Object.values(data ?? {}).reduce((sum, value) => sum + Buffer.byteLength(value, 'base64'), 0);
  if (size > DATA_LIMIT) refuse(at(root, 'data'), `must have at most ${DATA_LIMIT} bytes, not ${size}`);
  if (type === 'kubernetes.io/tls') {
    for (const key of TLS_KEYS) {
      if (data?.[key] === undefined)
        refuse(entry(at(root, 'data'), key), 'is required in a Secret of type kubernetes.io/tls');
    }
  }
  return { kind: 'Secret', metadata, ...present({ type, data }) };
}

/** `data`, with `stringData` over it as an API server merges the two. */
function readData(root: Field): { [key: string]: string } | undefined {
  const data = textMap(at(root, 'data'), dataKey, base64);
  const plain = textMap(at(root, 'stringData'), dataKey);
  if (data === undefined && plain === undefined) return undefined;
  const encoded = Object.entries(plain ?? {}).map(([key, value]) => [
    key,
    Buffer.from(value).toString('base64'),
  ]);
  return { ...mapValues(data ?? {}, withoutBreaks), ...Object.fromEntries(encoded) };
}

const mapValues = (
  map: { [key: string]: string },
  change: (value: string) => string,
): { [key: string]: string } =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
