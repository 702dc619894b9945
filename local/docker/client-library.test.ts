import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { Dockerode } from './client-library.ts';

test('the client library is loaded without what only engines elsewhere and BuildKit need', () => {
  expect(new Dockerode({ socketPath: '/nowhere' }).getContainer('it').id).toBe('it');
  const { cache } = createRequire(import.meta.url);
  const loaded = Object.keys(cache).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(path)?.[1] ?? [],
  );
  expect(loaded).toContain('docker-modem');
  expect(loaded.filter((name) => /ssh2|grpc|protobuf/.test(name))).toEqual([]);
});
