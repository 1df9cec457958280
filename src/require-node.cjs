/** Loaded before everything else, on whatever Node there is: says what is needed where the rest could not even start. */
'use strict';

const [major, minor] = process.versions.node.split('.').map(Number);

if (!(major >= 26 || (major === 24 && minor >= 12))) {
  process.stderr.write(
    `appgw-ingress needs Node 26, or 24.12 and newer 24; this is ${process.version}.\n` +
      'On Linux x64, "npm ci" brings one of its own (unless optional packages are left out); elsewhere install it first.\n',
  );
  process.exit(1);
}
