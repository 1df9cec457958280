/** One stored Event, two API groups: the core form is what is stored, `events.k8s.io` is derived from it. */
import { without } from '../objects.ts';
import type { JsonMap, KubeObject } from '../objects.ts';

/** Name in events.k8s.io -> name in the core group. */
const RENAMED: Readonly<Record<string, string>> = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
};
const BACK = Object.fromEntries(Object.entries(RENAMED).map(([newer, core]) => [core, newer]));

const rename = (object: JsonMap, names: Readonly<Record<string, string>>): JsonMap =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [names[name] ?? name, value]));

export const eventToCore = (object: JsonMap): JsonMap => ({
  ...rename(without(object, 'apiVersion'), RENAMED),
  apiVersion: 'v1',
});

export const eventFromCore = (object: KubeObject): KubeObject => ({
  ...(rename(without(object, 'apiVersion'), BACK) as KubeObject),
  apiVersion: 'events.k8s.io/v1',
});
