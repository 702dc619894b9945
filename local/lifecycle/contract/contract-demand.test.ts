import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Application } from '../../../application/application.ts';
import { defaultApplication } from '../../../application/defaults.ts';
import { notOfRails } from '../../../application/testing/applications.ts';
import { readAssembly } from '../../../definition/template/read-assembly.ts';
import { createApp } from '../../../stack/create-app.ts';
import { environments } from '../../../stack/environments.ts';
import { localWorkload } from '../../providers/local-workload.ts';
import { containersOf, contractDemand, partsOfCommand } from './contract-demand.ts';

/** What the store's own stack asks of the image of an application. */
async function demandOf(application: Application) {
  const outdir = await mkdtemp(join(tmpdir(), 'contract-'));
  try {
    createApp({ outdir }, environments, () => application).synth();
    const [stack] = await readAssembly(outdir);
    if (stack === undefined) throw new Error('the app has no stack');
    const { migrate } = application;
    const workload = localWorkload(stack);
    const [image = ''] = workload.taskDefinitions
      .flatMap(({ containerDefinitions }) => containerDefinitions)
      .flatMap((container) => (container.name === 'web' ? [container.image] : []));
    const containers = containersOf(workload, new Set([image]));
    return contractDemand(containers, migrate === 'none' ? undefined : migrate);
  } finally {
    await rm(outdir, { recursive: true });
  }
}

test('what the tasks of Rails with Sidekiq run is looked for, with what their health checks and the set-up run', async () => {
  const { parts, port } = await demandOf(defaultApplication);
  expect(port).toBe(3000);
  expect(parts.map(({ kind, name, setting }) => `${kind} ${name} for ${setting}`).toSorted()).toEqual([
    'program /bin/sh for web.healthCommand',
    'program bin/rails for web.command',
    'program bundle for worker.command',
    'program curl for web.healthCommand',
    'program pgrep for worker.healthCommand',
    'program psql for setUp',
  ]);
});

test('of another application, only what that runs', async () => {
  const { parts, port } = await demandOf(notOfRails);
  expect(port).toBe(4000);
  expect(parts.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
    'file migrate.js',
    'file server.js',
    'file set-up.js',
    'program node',
  ]);
});

test.each([
  [['bin/rails', 'server'], ['program bin/rails']],
  [
    ['node', 'server.js', '--port'],
    ['program node', 'file server.js'],
  ],
  [
    ['/usr/bin/python3.13', 'app/main.py'],
    ['program /usr/bin/python3.13', 'file app/main.py'],
  ],
  [['python3', '-m', 'shop.main'], ['program python3']],
  [['node', '--watch', 'server.js'], ['program node']],
  [
    ['sh', '-c', 'A=1 B="a b" exec'],
    ['program sh', 'program exec'],
  ],
  [
    ['/bin/sh', '-c', "PGOPTIONS='-c a=b' psql -X <<'SQL'\nSELECT 1;\nSQL"],
    ['program /bin/sh', 'program psql'],
  ],
  [['/bin/sh', '-c', '"$HOME/run" it'], ['program /bin/sh']],
  [
    ['/bin/sh', 'start.sh'],
    ['program /bin/sh', 'file start.sh'],
  ],
  [[], []],
])('%j needs %j', (command, parts) => {
  expect(partsOfCommand(command, 'web.command').map(({ kind, name }) => `${kind} ${name}`)).toEqual(parts);
});
