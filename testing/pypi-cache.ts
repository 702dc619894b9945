import { resolve } from 'node:path';

/** Where the tests keep the programs that they install from PyPI: one copy for a checkout. */
export const pypiCache = resolve('node_modules/.cache/pypi');
