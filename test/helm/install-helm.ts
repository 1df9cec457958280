/** `npm run helm:install`: builds the helm of the chart's tests from the Go module proxy, once. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { HELM_VERSION, INSTALLED } from './helm.ts';

/** A helm that is built without its makefile takes itself for one of Kubernetes 1.20. */
const VERSION_VARIABLE = 'helm.sh/helm/v3/pkg/chartutil.k8sVersion';
const LINKER_FLAGS = `-s -w -X ${VERSION_VARIABLE}Major=1 -X ${VERSION_VARIABLE}Minor=33`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (existsSync(INSTALLED)) {
  say(`helm ${HELM_VERSION} is there: ${INSTALLED}`);
} else {
  say(`building helm ${HELM_VERSION}; takes some minutes`);
  mkdirSync(dirname(INSTALLED), { recursive: true });
  const { error, status } = spawnSync(
    'go',
    ['install', '-ldflags', LINKER_FLAGS, `helm.sh/helm/v3/cmd/helm@${HELM_VERSION}`],
    { stdio: 'inherit', env: { ...process.env, GOBIN: dirname(INSTALLED) } },
  );
  if (error) say(`NOT INSTALLED: go cannot be run (${error.message})`);
  process.exitCode = error ? 1 : (status ?? 1);
}
