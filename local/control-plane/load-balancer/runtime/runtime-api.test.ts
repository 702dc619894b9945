import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendCommand } from './runtime-api.ts';

describe('sendCommand', () => {
  let folder: string;
  let server: Server | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runtime-api-'));
  });
  afterEach(async () => {
    server?.close();
    await rm(folder, { recursive: true });
  });

  it('sends one line and gives all that comes back', async () => {
    const path = join(folder, 'admin.sock');
    server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('data', (data) => socket.write(`got ${data}`));
      socket.on('end', () => socket.end('bye\n'));
    });
    await new Promise<void>((resolve) => server?.listen(path, resolve));
    expect(await sendCommand(path, 'show info')).toBe('got show info\nbye\n');
  });

  it('says which socket did not answer', async () => {
    const path = join(folder, 'none.sock');
    await expect(sendCommand(path, 'show info')).rejects.toMatchObject({
      code: 'LOAD_BALANCER_UNREACHABLE',
      message: `the load balancer did not respond to \`show info\` on ${path}`,
    });
  });
});
