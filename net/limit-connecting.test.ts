import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { limitConnecting } from './limit-connecting.ts';

test('a request whose lookup hangs ends, however long its answer may take', async () => {
  const hanging = request({ host: 'hangs', lookup: () => undefined });
  limitConnecting(hanging, 20);
  const ended = new Promise((_, reject) => hanging.once('error', reject));
  hanging.end();
  await expect(ended).rejects.toThrow('the connection timed out');
});

test('a connection that is made may wait for its answer', async () => {
  const waiting = Promise.withResolvers<void>();
  const server = createServer((_, response) => void waiting.promise.then(() => response.end('at last')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port });
  limitConnecting(asked, 20);
  const answered = new Promise<number | undefined>((resolve, reject) => {
    asked.once('response', (answer) => resolve(answer.resume().statusCode)).once('error', reject);
  });
  asked.end();
  setTimeout(() => waiting.resolve(), 60);
  expect(await answered).toBe(200);
  server.close();
});
