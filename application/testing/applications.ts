import type { Application } from '../application.ts';
import { readApplication } from '../read-application.ts';

/** An application as these lines of its file say; throws what is wrong in them. */
export function applicationFrom(...lines: readonly string[]): Application {
  const { application, faults } = readApplication(lines.join('\n'), 'parity.yml');
  if (application === undefined) throw new Error(faults.join('\n'));
  return application;
}

/** One whose jobs wait in the database, as those of Solid Queue do: it uses no Redis. */
export const withoutRedis = applicationFrom(
  'redis: false',
  'worker:',
  '  command: [bin/jobs]',
  '  # Solid Queue renames its processes.',
  `  healthCommand: "pgrep -f '[b]in/jobs|[s]olid-queue' || exit 1"`,
);

/** One that is not of Rails: its own port, path and commands, no worker, nothing to seed, no Redis. */
export const notOfRails = applicationFrom(
  'web: { command: [node, server.js], port: 4000, healthPath: /health, healthCommand: none }',
  'worker: none',
  'redis: false',
  'setUp: [node, set-up.js]',
  'migrate: [node, migrate.js, --all steps]',
  'seed: none',
);
