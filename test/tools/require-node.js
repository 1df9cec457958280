/** Run before everything else, and plain JavaScript: a Node that is too old cannot even read TypeScript. */
const [major, minor] = process.versions.node.split('.').map(Number);

if (!(major >= 26 || (major === 24 && minor >= 12))) {
  process.stderr.write(
    `appgw-ingress needs Node 24.12 or a later 24, or Node 26 or newer; this is ${process.version}.\n` +
      'On Linux x64, npm ci installs such a Node for the scripts of this package, unless it leaves out optional ' +
      'dependencies. On any other system, install one first.\n',
  );
  process.exitCode = 1;
}
