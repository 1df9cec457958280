/**
 * `npm run bundle`: everything that the product needs as a few files in `dist/`, which run without node_modules. What the
 * image ships is made by this same command.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'dist');

const { output } = await build({
  cwd: ROOT,
  input: 'src/main.ts',
  platform: 'node',
  output: {
    dir: DIST,
    cleanDir: true,
    format: 'esm',
    entryFileNames: 'main.js',
    chunkFileNames: '[name]-[hash].js',
    // No source map: it would more than double the memory. Names are kept instead, so that stacks can be read.
    minify: true,
    keepNames: true,
  },
});
await writeFile(join(DIST, 'package.json'), '{ "type": "module" }\n');

const bytes = output.reduce(
  (sum, file) => sum + Buffer.byteLength(file.type === 'chunk' ? file.code : file.source),
  0,
);
process.stdout.write(`dist: ${output.length} files, ${(bytes / 1024).toFixed(0)} KB\n`);
