import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../local/processes/run.ts';

/** An image of the store whose `bin/rails COMMAND` says that it is broken and exits with this code. */
export async function brokenStore(image: string, command: string, exitCode: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parity-broken-'));
  const name = `spree-parity/store:broken-${command.replace(':', '-')}`;
  const rails = [
    '#!/bin/sh',
    `if [ "$1" = "${command}" ]; then echo "broken on purpose" >&2; exit ${exitCode}; fi`,
    'exec "$(dirname "$0")/rails-whole" "$@"',
    '',
  ].join('\n');
  await writeFile(join(folder, 'rails'), rails, { mode: 0o755 });
  await writeFile(
    join(folder, 'Dockerfile'),
    [
      `FROM ${image}`,
      'USER root',
      'RUN mv bin/rails bin/rails-whole',
      'COPY rails bin/rails',
      'USER 1000',
      '',
    ].join('\n'),
  );
  await run('docker', ['build', '--tag', name, folder]);
  await rm(folder, { recursive: true });
  return name;
}
