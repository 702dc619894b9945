import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { edgeInTask } from './local-environment.ts';

test('tasks find the edge at the service and the port that are published on this machine for HTTPS', async () => {
  const compose = parse(await readFile(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8'), {
    merge: true,
  });
  const [service = '', port] = edgeInTask.split(':');
  const published: readonly string[] = compose.services[service].ports;
  expect(published).toContain(`127.0.0.1:\${PORT_HTTPS}:${port}`);
});
