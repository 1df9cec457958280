/**
 * The gateway's own members: of those only what the cluster asks for is compared and written; all others are somebody
 * else's, also those beside it in the same object.
 */
import type { DesiredGateway, DesiredProperties } from '../appgw/desired.ts';
import type { JsonObject, RawGateway } from '../appgw/wire.ts';
import { GATEWAY, type Change } from './change.ts';
import { memberDifferences } from './compare.ts';
import { isObject, member } from './json.ts';
import { mergeMembers } from './merge-members.ts';
import { normalizeMembers } from './normalize.ts';
import { absentMeans, object, type Members } from './shape.ts';
import type { Known } from './shapes.ts';

const MEMBERS: Members = {
  enableHttp2: absentMeans(false),
  globalConfiguration: object({
    enableRequestBuffering: absentMeans(true),
    enableResponseBuffering: absentMeans(true),
  } satisfies Known<NonNullable<DesiredProperties['globalConfiguration']>>),
} satisfies Known<DesiredProperties>;

/** At most one change: the gateway is one thing. */
export function gatewayChanges({ gateway, tags }: DesiredGateway, base: RawGateway): Change[] {
  const wanted = gateway as JsonObject;
  const fields = [
    ...memberDifferences(asked(MEMBERS, wanted), wanted, base.properties, '/properties'),
    ...tagFields(tags, base),
  ];
  const name = base.name ?? base.id?.split('/').at(-1) ?? '';
  return fields.length === 0 ? [] : [{ action: 'update', collection: GATEWAY, name, owners: [], fields }];
}

export function mergeGateway({ gateway, tags }: DesiredGateway, base: RawGateway): RawGateway {
  const wanted = gateway as JsonObject;
  const properties = mergeMembers(asked(MEMBERS, wanted), wanted, base.properties);
  if (tagFields(tags, base).length === 0) return { ...base, properties };
  const kept = Object.entries(base.tags ?? {}).filter(([tag]) => !tags.remove.includes(tag));
  return { ...base, tags: { ...Object.fromEntries(kept), ...tags.set }, properties };
}

function tagFields({ set, remove }: DesiredGateway['tags'], { tags = {} }: RawGateway): readonly string[] {
  const changed = [
    ...remove.filter((tag) => tags[tag] !== undefined),
    ...Object.keys(set).filter((tag) => tags[tag] !== set[tag]),
  ];
  return changed.sort().map((tag) => `/tags/${tag}`);
}

/** What the gateway says of all members that could be asked for. */
export const gatewayMeaning = (properties: JsonObject): JsonObject =>
  normalizeMembers(
    MEMBERS,
    Object.fromEntries(Object.entries(properties).filter(([name]) => Object.hasOwn(MEMBERS, name))),
  );

function asked(members: Members, wanted: JsonObject): Members {
  const known = Object.entries(members).filter(([name]) => Object.hasOwn(wanted, name));
  return Object.fromEntries(
    known.map(([name, shape]) => {
      const inner = member(wanted, name);
      return [name, shape.kind === 'object' && isObject(inner) ? object(asked(shape.members, inner)) : shape];
    }),
  );
}
