/** `npm run helm:install`: builds the helm of the chart's tests from the Go module proxy, once. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { HELM_VERSION, INSTALLED } from './helm.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (existsSync(INSTALLED)) {
  say(`helm ${HELM_VERSION} is there: ${INSTALLED}`);
} else {
  say(`building helm ${HELM_VERSION}; takes some minutes`);
  mkdirSync(dirname(INSTALLED), { recursive: true });
  const { error, status } = spawnSync(
    'go',
    ['install', '-ldflags', '-s -w', `helm.sh/helm/v3/cmd/helm@${HELM_VERSION}`],
    { stdio: 'inherit', env: { ...process.env, GOBIN: dirname(INSTALLED) } },
  );
  if (error) say(`NOT INSTALLED: go cannot be run (${error.message})`);
  process.exitCode = error ? 1 : (status ?? 1);
}
