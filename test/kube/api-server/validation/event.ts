/** Events: with an eventTime the strict rules of events.k8s.io hold, without it the lenient old ones. */
import { qualifiedName } from '../../../../src/manifests/kinds/names.ts';
import { cause } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { mapAt, textAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';

const NOTE_LIMIT = 1024;
const NAME_LIMIT = 128;

/** Both forms at once: the names of events.k8s.io come first. */
export function validateEvent(event: KubeObject): readonly Cause[] {
  const isNew = event.apiVersion === 'events.k8s.io/v1';
  const involved = mapAt(event, isNew ? 'regarding' : 'involvedObject');
  const causes = namespaceCauses(event.metadata.namespace ?? '', textAt(involved, 'namespace'));
  const isStrict = isNew || (event['eventTime'] !== undefined && event['eventTime'] !== null);
  return isStrict ? [...causes, ...strictCauses(event, isNew)] : causes;
}

/** What has no namespace has its Events in `default`. */
function namespaceCauses(own: string, involved: string): Cause[] {
  if (involved === '') {
    return ['default', 'kube-system'].includes(own)
      ? []
      : [cause('involvedObject.namespace', 'does not match event.namespace')];
  }
  return own === involved ? [] : [cause('involvedObject.namespace', 'does not match event.namespace')];
}

function strictCauses(event: KubeObject, isNew: boolean): Cause[] {
  const controller = textAt(event, isNew ? 'reportingController' : 'reportingComponent');
  const note = textAt(event, isNew ? 'note' : 'message');
  const causes: Cause[] = [];
  const needs = (field: string, value: unknown): void => {
    if (value === undefined || value === null || value === '') {
      causes.push(cause(field, 'is required', 'FieldValueRequired'));
    }
  };
  needs('eventTime', event['eventTime']);
  needs('reportingController', controller);
  if (controller !== '' && qualifiedName(controller) !== null) {
    causes.push(cause('reportingController', qualifiedName(controller) ?? ''));
  }
  for (const member of ['reportingInstance', 'action', 'reason']) {
    needs(member, event[member]);
    if (textAt(event, member).length > NAME_LIMIT)
      causes.push(cause(member, `can have at most ${NAME_LIMIT} characters`));
  }
  if (!['Normal', 'Warning'].includes(textAt(event, 'type'))) {
    causes.push(cause('type', 'must be one of Normal, Warning', 'FieldValueNotSupported'));
  }
  if (note.length > NOTE_LIMIT) causes.push(cause('message', `can have at most ${NOTE_LIMIT} characters`));
  return causes;
}
