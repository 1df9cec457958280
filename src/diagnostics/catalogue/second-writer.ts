import { entry } from './entry.ts';

/** Who else writes the gateway, as far as its marks tell. `mark`: the tag, the sub-resource or the name that tells. */
export interface SuspectedWriter {
  readonly kind: 'agic' | 'namesake' | 'instance' | 'terraform' | 'tool' | 'unknown';
  readonly mark: string | null;
}

/** `collection/name gone|altered|added`, and the keys of tags that differ. */
export interface WriteTraces {
  readonly ours: readonly string[];
  readonly foreign: readonly string[];
  readonly tags: readonly string[];
  readonly writer: SuspectedWriter;
}

export const SECOND_WRITER = entry<WriteTraces>(
  'warning',
  ({ ours, foreign, tags, writer }) =>
    [
      'Another tool keeps overwriting the gateway, so what is ours is put back ever more slowly.',
      ...part('Of ours', ours),
      ...part('Of others', foreign),
      ...part('Tags', tags),
      advice(writer),
    ].join(' '),
  'The activity log of the gateway (az monitor activity-log list) names the caller of every write; end one of the two writers, or let it leave alone what is named for the other.',
);

function advice({ kind, mark }: SuspectedWriter): string {
  switch (kind) {
    case 'agic':
      return `It seems to be AGIC (${mark}): scale it to zero, or give each a gateway of its own.`;
    case 'namesake':
      return 'It seems to be another installation of the same instance name: set another instance on one of them.';
    case 'instance':
      return `It seems to be the installation ${mark} of this controller: look for an old version of it, or for a gateway of its own for each.`;
    case 'terraform':
      return `It seems to be Terraform (tag ${mark}): name the lists of sub-resources and the tags under ignore_changes of the gateway.`;
    case 'tool':
      return `It seems to be what sets the tag ${mark}.`;
    case 'unknown':
    default:
      return 'Nothing on the gateway tells who: a deployment, a script or somebody in the portal.';
  }
}

const MOST = 5;

function part(title: string, found: readonly string[]): readonly string[] {
  if (found.length === 0) return [];
  const more = found.length > MOST ? ` and ${found.length - MOST} more` : '';
  return [`${title}: ${found.slice(0, MOST).join(', ')}${more}.`];
}
