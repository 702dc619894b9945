import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../processes/run.ts';

const entry = join(import.meta.dirname, 'entry.sh');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spree-parity-test-'));
  await writeFile(join(folder, 'haproxy.cfg'), 'global\n');
});
afterEach(() => rm(folder, { recursive: true }));

/** What the entry script starts as HAProxy, given these programs and the system's own. */
async function started(programs: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  const env = { PATH: `${folder}:${process.env.PATH}`, LOAD_BALANCER_FOLDER: folder };
  // As under the engine, standard output is a pipe; Node's own would be a socket.
  return (await run('sh', ['-c', 'sh "$0" | cat', entry], { env })).stdout;
}

describe('the entry script of the load balancer', () => {
  // Pipes have a size that can be set on Linux alone, where HAProxy runs.
  it.runIf(process.platform === 'linux')(
    'gives HAProxy room for a MiB of its log, while the engine does not take it',
    async () => {
      expect(await started({ haproxy: `perl -e 'print fcntl(STDOUT, 1032, 0)'` })).toBe('1048576');
    },
  );

  it('starts HAProxy without more room where that cannot be had', async () => {
    const command = `-W -S ${folder}/master.sock -f ${folder}/haproxy.cfg\n`;
    const programs = { haproxy: 'echo "$@"' };
    expect(await started({ ...programs, perl: 'exit 127' })).toBe(command);
    expect(await started(programs)).toBe(command);
  });
});
