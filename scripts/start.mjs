import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled once, read from then on: a script starts in a good half of the time. The cache has to be on before the
// script and all that it imports are loaded. It has TypeScript without its types too, so this file is none: to load
// it would take longer than all that is done here.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'));

const name = process.argv[2] ?? '';
process.argv.splice(2, 1);
await import(`./${name}.ts`);
