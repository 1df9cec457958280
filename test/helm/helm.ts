/**
 * A real helm for the tests of the chart: `$HELM`, else the one that `npm run helm:install` built, else the one on the
 * PATH. Where there is none the tests are skipped, and say so.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from './objects.ts';

export const HELM_VERSION = 'v3.22.0';
/** Outside of the checkout, so that it outlives `npm ci`. */
export const INSTALLED = join(tmpdir(), `appgw-ingress-helm-${HELM_VERSION}`, 'helm');
export const CHART = fileURLToPath(new URL('../../helm/appgw-ingress', import.meta.url));
export const RELEASE = 'edge';
export const NAMESPACE = 'ingress';

const onPath = (): readonly string[] =>
  (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'helm'));

export const HELM: string | null =
  [process.env['HELM'] ?? '', INSTALLED, ...onPath()].find((file) => file !== '' && existsSync(file)) ?? null;

export const describeHelm = (): string =>
  HELM === null
    ? 'NOT CHECKED: no helm here. `npm run helm:install` builds one where go is; else put one on the PATH, or in $HELM.'
    : `${HELM}, ${execFileSync(HELM, ['version', '--short'], { encoding: 'utf8' }).trim()}`;

export interface HelmResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const execute = promisify(execFile);

/** Without the user's own repositories, plugins and cluster. */
export async function helm(
  arguments_: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<HelmResult> {
  const env = { ...process.env, KUBECONFIG: '/dev/null', HELM_PLUGINS: '/dev/null', ...environment };
  try {
    return { code: 0, ...(await execute(HELM!, [...arguments_], { env, encoding: 'utf8' })) };
  } catch (error) {
    const { code, stdout, stderr } = error as HelmResult;
    return { code, stdout, stderr };
  }
}

/** A helm without a cluster goes by the Kubernetes of its own day, which may be older than what the chart needs. */
const KUBE_VERSION = ['--kube-version', '1.33.0'];

export async function renderText(flags: readonly string[], chart = CHART): Promise<string> {
  const words = ['template', RELEASE, chart, '--namespace', NAMESPACE, ...KUBE_VERSION, ...flags];
  const { code, stdout, stderr } = await helm(words);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

export async function render(values: readonly string[] = [], chart = CHART): Promise<readonly KubeObject[]> {
  const text = await renderText(
    values.flatMap((value) => ['--set', value]),
    chart,
  );
  return parseAllDocuments(text)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null);
}

/** What helm would do against this API server, `lookup` included; ends in the notes. */
export async function dryRun(server: string, values: readonly string[] = []): Promise<string> {
  const flags = ['--dry-run=server', '--disable-openapi-validation', '--kube-apiserver', server];
  const { code, stdout, stderr } = await helm([
    'install',
    RELEASE,
    CHART,
    '--namespace',
    NAMESPACE,
    ...flags,
    ...values.flatMap((value) => ['--set', value]),
  ]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}
