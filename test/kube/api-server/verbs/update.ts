import type { Call, Cluster, Reply } from '../cluster.ts';
import { bodyOf } from '../cluster.ts';
import { notFound } from '../failures.ts';
import { textAt } from '../objects.ts';
import { createObject } from './create.ts';
import { findStored } from './read.ts';
import { replaceObject } from './replace.ts';
import { writeOptions } from './write-options.ts';

/** PUT: replaces what is there; a few kinds are created by it. */
export function update(cluster: Cluster, call: Call): Reply {
  const { resource, namespace, name } = call;
  const options = writeOptions(cluster, call);
  const old = findStored(cluster, call);
  const body = bodyOf(call);
  if (old) {
    const { object, warnings } = replaceObject(cluster, resource, old, body, options);
    return { status: 200, body: object, warnings };
  }
  const isStale = textAt(body['metadata'], 'resourceVersion') !== '';
  if (!resource.createOnUpdate || isStale) throw notFound(resource, name);
  const { object, warnings } = createObject(cluster, resource, namespace, body, options);
  return { status: 201, body: object, warnings };
}
