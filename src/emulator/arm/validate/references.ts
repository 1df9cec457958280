/** References to child resources that the document does not have. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { references } from '../model/references.ts';
import { mapChildren } from '../model/tree.ts';
import { CONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

export function danglingReferences(document: RawGateway): ArmErrorBody | null {
  const known = new Set<string>();
  mapChildren(document, (child, { collection, id }) => {
    known.add(`${collection} ${id.toLowerCase()}`);
    return child;
  });
  return firstOf(references(document), ({ from, to, id }) =>
    known.has(`${to} ${id.toLowerCase()}`)
      ? null
      : refusal(
          CONFIRMED.invalidResourceReference,
          `Resource ${id} referenced by resource ${from.id} was not found. Please make sure that the referenced ` +
            'resource exists, and that both resources are in the same region.',
        ),
  );
}
