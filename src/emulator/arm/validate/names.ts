/** Names of child resources: their grammar, and no name twice in one collection. */
import type { ArmErrorBody, JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { mapChildren } from '../model/tree.ts';
import { CONFIRMED } from './codes.ts';
import { refusal } from './refusal.ts';

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/;

export function nameGrammar(document: RawGateway): ArmErrorBody | null {
  const name = childNames(document).find((child) => !NAME.test(child.name));
  return name === undefined
    ? null
    : refusal(
        CONFIRMED.invalidResourceName,
        `Resource name ${name.name} is invalid. The name can be up to 80 characters long. It must begin with a word ` +
          "character, and it must end with a word character or with '_'. The name may contain word characters or " +
          "'.', '-', '_'.",
      );
}

export function duplicateNames(document: RawGateway): ArmErrorBody | null {
  const seen = new Set<string>();
  for (const { id, name } of childNames(document)) {
    const key = id.toLowerCase();
    if (seen.has(key)) {
      return refusal(CONFIRMED.invalidRequestFormat, 'Cannot parse the request.', [
        refusal(
          CONFIRMED.duplicateResourceName,
          `Resource ${parentOf(document)} has two child resources with the same name (${name}).`,
        ),
      ]);
    }
    seen.add(key);
  }
  return null;
}

/** The service prints the gateway's id up to and with the last slash before its name. */
const parentOf = ({ id = '' }: RawGateway): string => id.slice(0, id.lastIndexOf('/') + 1);

function childNames(document: RawGateway): readonly { readonly id: string; readonly name: string }[] {
  const names: { id: string; name: string }[] = [];
  mapChildren(document, (child: JsonObject, { id }) => {
    names.push({ id, name: typeof child['name'] === 'string' ? child['name'] : '' });
    return child;
  });
  return names;
}
