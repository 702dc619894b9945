import { readFile } from 'node:fs/promises';
import { connect as connectPlainly, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectByTls, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePrivateFile } from '../environment/state-file.ts';
import { type DataStoreStage, openDataStoreStage } from './testing/data-store-stage.ts';

let stage: DataStoreStage;
let ca: string;
let token: string;

beforeAll(async () => {
  stage = await openDataStoreStage(['redis']);
  ca = await readFile(join(stage.environment.stateFolder, 'certificates/ca.pem'), 'utf8');
  token = await stage.secret('redis/token');
});
afterAll(() => stage?.close());

/** A connection that trusts the local authority alone, once its certificate was verified. */
function tls(options: { readonly ca?: string } = { ca }): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectByTls({ ...options, host: 'localhost', port: stage.ports.redis }, () =>
      resolve(socket),
    );
    socket.on('error', reject);
  });
}

/** Sends commands and gives all that the server said until it closed the connection. */
async function ask(socket: Socket, ...commands: readonly string[]): Promise<string> {
  socket.end([...commands, 'QUIT', ''].join('\r\n'));
  let said = '';
  for await (const chunk of socket) said += String(chunk);
  return said.trimEnd();
}

const signedIn = async (...commands: readonly string[]) => ask(await tls(), `AUTH ${token}`, ...commands);

describe('Redis', () => {
  it('presents a certificate for its name that the local authority signed', async () => {
    const socket = await tls();
    expect([socket.authorized, socket.getPeerCertificate().subjectaltname]).toEqual([
      true,
      'DNS:localhost, DNS:redis, IP Address:127.0.0.1',
    ]);
    socket.destroy();
    await expect(tls({})).rejects.toMatchObject({ code: expect.stringMatching(/CERT|SIGNATURE/) });
  });

  it('answers nobody without TLS', async () => {
    const socket = connectPlainly(stage.ports.redis, '127.0.0.1');
    const said = await ask(socket, 'PING').catch((error: unknown) => String(error));
    expect(said).not.toContain('PONG');
  });

  it('asks for the token of the secret', async () => {
    expect(await ask(await tls(), 'PING')).toContain('-NOAUTH');
    expect(await ask(await tls(), 'AUTH wrong', 'PING')).toContain('-WRONGPASS');
    expect(await signedIn('PING')).toBe('+OK\r\n+PONG\r\n+OK');
  });

  it("runs with the parameters of the template's parameter group", async () => {
    expect(await signedIn('INFO memory')).toContain('maxmemory_policy:noeviction');
  });

  it.each(['CONFIG GET maxmemory', 'DEBUG SLEEP 0', 'SAVE', 'BGSAVE', 'SHUTDOWN', 'REPLICAOF NO ONE'])(
    'does not know %s, as on ElastiCache',
    async (command) => {
      expect(await signedIn(command)).toContain(`ERR unknown command '${command.split(' ')[0]}'`);
    },
  );

  it('is emptied by its own client in the container', async () => {
    await signedIn('SET gone value');
    const flush = ['sh', '/data-stores/redis/cli.sh', 'flushall'];
    expect((await stage.engine.exec(stage.id('redis'), flush)).exitCode).toBe(0);
    expect(await signedIn('GET gone')).toBe('+OK\r\n$-1\r\n+OK');
  });

  it('has lost no data after it was killed', async () => {
    await signedIn('SET kept value', 'RPUSH queue one two');
    await stage.kill('redis');
    await stage.start('redis');
    expect(await signedIn('GET kept', 'LLEN queue')).toBe('+OK\r\n$5\r\nvalue\r\n:2\r\n+OK');
  });

  // Last, since it takes the token away.
  it('asks for none where the template has none', async () => {
    await writePrivateFile(join(stage.environment.stateFolder, 'secrets/redis/token'), '');
    await stage.stop('redis');
    await stage.start('redis');
    expect(await ask(await tls(), 'PING')).toContain('+PONG');
  });

  it('accepts unencrypted connections if the template does not enable encryption in transit, and is healthy', async () => {
    await writePrivateFile(join(stage.environment.stateFolder, 'secrets/redis/transit-encryption'), 'none');
    await stage.stop('redis');
    await stage.start('redis');
    expect(await ask(connectPlainly(stage.ports.redis, '127.0.0.1'), 'PING')).toContain('+PONG');
  });
});
