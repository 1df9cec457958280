import type {
  AzureApplicationGatewayRewrite,
  ObjectMeta,
  RewriteActionsSpec,
  RewriteConditionSpec,
  RewriteHeaderSpec,
  RewriteRuleSpec,
} from '../../cluster/objects.ts';
import {
  at,
  flag,
  integer,
  isAbsent,
  noteUnknown,
  oneOf,
  optional,
  present,
  refuse,
  struct,
  structs,
  text,
  type Field,
} from './fields.ts';

/** As the schema of AGIC's definition has it: of everything in it only `rewriteRules` may not be empty. */
export function readRewrite(root: Field, metadata: ObjectMeta): AzureApplicationGatewayRewrite {
  const spec = known(struct(at(root, 'spec')), ['rewriteRules']);
  const list = at(spec, 'rewriteRules');
  const rewriteRules = structs(list, readRule) ?? [];
  if (!isAbsent(list) && rewriteRules.length === 0) refuse(list, 'must have at least one element');
  return { kind: 'AzureApplicationGatewayRewrite', metadata, spec: { rewriteRules } };
}

/** A definition drops what its schema does not have: a mistyped member would be lost silently. */
function known(field: Field, members: readonly string[]): Field {
  noteUnknown(field, members);
  return field;
}

function readRule(field: Field): RewriteRuleSpec {
  known(field, ['name', 'ruleSequence', 'conditions', 'actions']);
  return present({
    name: text(at(field, 'name')),
    ruleSequence: integer(at(field, 'ruleSequence')),
    conditions: structs(at(field, 'conditions'), readCondition),
    actions: optional(at(field, 'actions'), readActions),
  });
}

function readCondition(field: Field): RewriteConditionSpec {
  known(field, ['variable', 'pattern', 'ignoreCase', 'negate']);
  return present({
    variable: text(at(field, 'variable')),
    pattern: text(at(field, 'pattern')),
    ignoreCase: flag(at(field, 'ignoreCase')),
    negate: flag(at(field, 'negate')),
  });
}

function readActions(field: Field): RewriteActionsSpec {
  known(field, ['requestHeaderConfigurations', 'responseHeaderConfigurations', 'urlConfiguration']);
  return present({
    requestHeaderConfigurations: structs(at(field, 'requestHeaderConfigurations'), readHeader),
    responseHeaderConfigurations: structs(at(field, 'responseHeaderConfigurations'), readHeader),
    urlConfiguration: optional(at(field, 'urlConfiguration'), readUrl),
  });
}

function readHeader(field: Field): RewriteHeaderSpec {
  known(field, ['actionType', 'headerName', 'headerValue']);
  return present({
    actionType: oneOf(at(field, 'actionType'), ['set', 'delete']),
    headerName: text(at(field, 'headerName')),
    headerValue: text(at(field, 'headerValue')),
  });
}

function readUrl(field: Field) {
  known(field, ['modifiedPath', 'modifiedQueryString', 'reroute']);
  return present({
    modifiedPath: text(at(field, 'modifiedPath')),
    modifiedQueryString: text(at(field, 'modifiedQueryString')),
    reroute: flag(at(field, 'reroute')),
  });
}
