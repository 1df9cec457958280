/** The command that grants what is missing in Azure. */
const ROLE = 'appgw-ingress';

export function grantCommand(scope: string, principalId: string | null): string {
  const assignee = principalId ?? '<principal id of the identity>';
  return `az role assignment create --role ${ROLE} --scope "${scope}" --assignee-object-id ${assignee} --assignee-principal-type ServicePrincipal`;
}

/** With where the role is explained. */
export const grantHint = (scope: string, principalId: string | null): string =>
  `${grantCommand(scope, principalId)} (docs/azure-role.md has the role)`;
