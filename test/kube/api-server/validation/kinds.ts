/** The kinds that src/manifests does not read: only the rules that a controller or its chart can run into. */
import { isIPv6 } from 'node:net';
import { ADDRESS_RULES } from '../../../../src/manifests/kinds/addresses.ts';
import { cause } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { isMap, listAt, mapAt, textAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';
import { validateDefinition } from './custom-definition.ts';
import { validateEvent } from './event.ts';

type Validate = (object: KubeObject) => readonly Cause[];

const required = (field: string): Cause => cause(field, 'is required', 'FieldValueRequired');

const OF_KIND: Readonly<Record<string, Validate>> = {
  Endpoints: (object) =>
    listAt(object, 'subsets').flatMap((subset, index) => subsetCauses(subset, `subsets[${index}]`)),
  Lease: leaseCauses,
  Event: validateEvent,
  Deployment: deploymentCauses,
  Role: (object) => ruleCauses(object, false),
  ClusterRole: (object) => ruleCauses(object, true),
  RoleBinding: bindingCauses,
  ClusterRoleBinding: bindingCauses,
  PodDisruptionBudget: disruptionBudgetCauses,
  CustomResourceDefinition: validateDefinition,
};

export const kindCauses: Validate = (object) => OF_KIND[object.kind]?.(object) ?? [];

const subsetCauses = (subset: unknown, path: string): Cause[] =>
  ['addresses', 'notReadyAddresses'].flatMap((list) =>
    listAt(subset, list).flatMap((address, index) => {
      const ip = textAt(address, 'ip');
      const reason = ADDRESS_RULES[isIPv6(ip) ? 'IPv6' : 'IPv4'](ip);
      return reason === null ? [] : [cause(`${path}.${list}[${index}].ip`, reason)];
    }),
  );

function leaseCauses(object: KubeObject): Cause[] {
  const spec = mapAt(object, 'spec');
  const isSet = (name: string): boolean => typeof spec[name] === 'number';
  const causes: Cause[] = [];
  if (isSet('leaseDurationSeconds') && Number(spec['leaseDurationSeconds']) <= 0) {
    causes.push(cause('spec.leaseDurationSeconds', 'must be greater than 0'));
  }
  if (isSet('leaseTransitions') && Number(spec['leaseTransitions']) < 0) {
    causes.push(cause('spec.leaseTransitions', 'must be greater than or equal to 0'));
  }
  return causes;
}

function containerCauses(spec: unknown, path: string): Cause[] {
  const containers = listAt(spec, 'containers');
  if (containers.length === 0) return [required(`${path}.containers`)];
  return containers.flatMap((container, index) =>
    ['name', 'image']
      .filter((member) => textAt(container, member) === '')
      .map((member) => required(`${path}.containers[${index}].${member}`)),
  );
}

function deploymentCauses(object: KubeObject): Cause[] {
  const spec = mapAt(object, 'spec');
  const selector = mapAt(mapAt(spec, 'selector'), 'matchLabels');
  const template = mapAt(spec, 'template');
  const labels = mapAt(mapAt(template, 'metadata'), 'labels');
  const causes = containerCauses(mapAt(template, 'spec'), 'spec.template.spec');
  if (!isMap(spec['selector'])) return [required('spec.selector'), ...causes];
  if (Object.entries(selector).some(([key, value]) => labels[key] !== value)) {
    causes.push(cause('spec.template.metadata.labels', '`selector` does not match template `labels`'));
  }
  return causes;
}

const ruleCauses = (object: KubeObject, mayNamePaths: boolean): Cause[] =>
  listAt(object, 'rules').flatMap((rule, index) => {
    const path = `rules[${index}]`;
    const has = (member: string): boolean => listAt(rule, member).length > 0;
    const causes = has('verbs') ? [] : [required(`${path}.verbs`)];
    if (has('nonResourceURLs')) {
      return mayNamePaths && !has('apiGroups') && !has('resources')
        ? causes
        : [...causes, cause(`${path}.nonResourceURLs`, 'cannot apply to both regular resources and paths')];
    }
    const missing = ['apiGroups', 'resources'].filter((member) => !has(member));
    return [...causes, ...missing.map((member) => required(`${path}.${member}`))];
  });

function bindingCauses(object: KubeObject): Cause[] {
  const { roleRef } = object;
  const kinds = object.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const causes = kinds.includes(textAt(roleRef, 'kind'))
    ? []
    : [cause('roleRef.kind', `must be one of ${kinds.join(', ')}`, 'FieldValueNotSupported')];
  if (textAt(roleRef, 'name') === '') causes.push(required('roleRef.name'));
  for (const [index, subject] of listAt(object, 'subjects').entries()) {
    if (textAt(subject, 'name') === '') causes.push(required(`subjects[${index}].name`));
    if (textAt(subject, 'kind') === 'ServiceAccount' && textAt(subject, 'namespace') === '') {
      causes.push(required(`subjects[${index}].namespace`));
    }
  }
  return causes;
}

function disruptionBudgetCauses(object: KubeObject): Cause[] {
  const spec = mapAt(object, 'spec');
  const isBoth = spec['minAvailable'] !== undefined && spec['maxUnavailable'] !== undefined;
  return isBoth ? [cause('spec', 'minAvailable and maxUnavailable cannot be both set')] : [];
}
