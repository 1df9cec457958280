import type { ConfigMap, ObjectMeta } from '../../cluster/objects.ts';
import { base64, DATA_LIMIT, dataKey } from './data.ts';
import { at, entry, present, refuse, textMap, type Field } from './fields.ts';

export function readConfigMap(root: Field, metadata: ObjectMeta): ConfigMap {
  const data = textMap(at(root, 'data'), dataKey);
  const binary = textMap(at(root, 'binaryData'), dataKey, base64) ?? {};
  let size = 0;
  for (const value of Object.values(data ?? {})) size += Buffer.byteLength(value);
  for (const [key, value] of Object.entries(binary)) {
    size += Buffer.byteLength(value, 'base64');
    if (data?.[key] !== undefined) refuse(entry(at(root, 'binaryData'), key), 'is in data as well');
  }
  if (size > DATA_LIMIT) refuse(at(root, 'data'), `must have at most ${DATA_LIMIT} bytes, not ${size}`);
  return { kind: 'ConfigMap', metadata, ...present({ data }) };
}
