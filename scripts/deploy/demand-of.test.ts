import { expect, test } from 'vitest';
import { defaultApplication } from '../../application/defaults.ts';
import { notOfRails } from '../../application/testing/applications.ts';
import { storeTemplate } from '../../stack/testing/synthesize.ts';
import { demandOf } from './demand-of.ts';

const demand = (application = defaultApplication) => {
  const template = storeTemplate({ environment: 'production' }, {}, application).toJSON();
  const stack = { id: 'store', name: 'store', account: undefined, region: undefined };
  const { parts, port } = demandOf({
    stacks: [{ ...stack, isProtected: false, bootstrap: undefined, template }],
  });
  return { port, parts: parts.map(({ kind, name }) => `${kind} ${name}`).toSorted() };
};

test('a definition for AWS asks of the image what its tasks run, and nothing of the image of load tests', () => {
  const programs = ['/bin/sh', 'bin/rails', 'bundle', 'curl', 'pgrep', 'psql'];
  expect(demand()).toEqual({ port: 3000, parts: programs.map((name) => `program ${name}`) });
  expect(demand(notOfRails)).toEqual({
    port: 4000,
    parts: ['file migrate.js', 'file server.js', 'file set-up.js', 'program node'],
  });
});
