/**
 * `npm run kube:install`: builds kube-apiserver, etcd and kubectl from the Go module proxy, once, into the folder that
 * KUBEBUILDER_ASSETS is to name. `go install` refuses k8s.io/kubernetes, whose go.mod replaces its staging modules by
 * folders of its own repository; a scratch module replaces them by what is published of the same state.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KUBERNETES = 'k8s.io/kubernetes';
const MINOR = 36;
const PATCH = 3;
const VERSION = `v1.${MINOR}.${PATCH}`;
/** A staging module has the numbers of the release that it is part of, one place to the right. */
const STAGING_VERSION = `v0.${MINOR}.${PATCH}`;

/** Outside of the checkout, so that it outlives `npm ci`. */
const ASSETS = join(tmpdir(), `appgw-ingress-kube-${VERSION}`);
/** The module graph of Kubernetes says which etcd. */
const PROGRAMS = {
  'kube-apiserver': `${KUBERNETES}/cmd/kube-apiserver`,
  kubectl: `${KUBERNETES}/cmd/kubectl`,
  etcd: 'go.etcd.io/etcd/server/v3',
};

/** Without them the programs say that they are v0.0.0, and kubectl warns of the distance to its server. */
const STAMP = { gitVersion: VERSION, gitMajor: 1, gitMinor: MINOR };
const LINKER_FLAGS = [
  '-s -w',
  ...Object.entries(STAMP).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`),
].join(' ');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const isInstalled = (): boolean => Object.keys(PROGRAMS).every((name) => existsSync(join(ASSETS, name)));

/** Its answer, where it is asked for one; what it says on the way is shown. */
function go(words: readonly string[], cwd: string): string {
  const { error, status, stdout } = spawnSync('go', words, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod -buildvcs=false' },
  });
  if (error) throw new Error(`go cannot be run (${error.message})`, { cause: error });
  if (status !== 0) throw new Error(`go ${words[0]} failed`);
  return stdout;
}

interface GoMod {
  readonly Go: string;
  readonly Replace: readonly { readonly Old: { readonly Path: string } }[];
}

function goModOf(scratch: string): string {
  const download = go(['mod', 'download', '-json', `${KUBERNETES}@${VERSION}`], scratch);
  const { GoMod: file } = JSON.parse(download) as { readonly GoMod: string };
  const { Go, Replace } = JSON.parse(go(['mod', 'edit', '-json', file], scratch)) as GoMod;
  const replacements = Replace.map(({ Old: { Path } }) => `replace ${Path} => ${Path} ${STAGING_VERSION}`);
  return ['module assets', `go ${Go}`, `require ${KUBERNETES} ${VERSION}`, ...replacements, ''].join('\n');
}

function build(): void {
  const scratch = mkdtempSync(join(tmpdir(), 'kube-install-'));
  try {
    writeFileSync(join(scratch, 'go.mod'), goModOf(scratch));
    mkdirSync(ASSETS, { recursive: true });
    for (const [name, source] of Object.entries(PROGRAMS)) {
      say(`building ${name}`);
      go(['build', '-ldflags', LINKER_FLAGS, '-o', join(ASSETS, name), source], scratch);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

try {
  if (!isInstalled()) {
    say(`building Kubernetes ${VERSION}; takes some minutes`);
    build();
  }
  say(`export KUBEBUILDER_ASSETS=${ASSETS}`);
} catch (error) {
  say(`NOT INSTALLED: ${(error as Error).message}`);
  process.exitCode = 1;
}
