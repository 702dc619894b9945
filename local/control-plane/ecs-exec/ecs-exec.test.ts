import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { idleTimeoutMs } from './conversation.ts';
import { tokenLifetimeMs } from './session-registry.ts';
import { connect, type ExecStage, execStage } from './testing/exec-stage.ts';
import { fakeTerminal } from './testing/fake-terminal.ts';

let terminal: ReturnType<typeof fakeTerminal>;
let stage: ExecStage;

beforeEach(async () => {
  terminal = fakeTerminal();
  stage = await execStage(terminal.engine);
});

afterEach(() => stage.close());

const target = { container: 'c0ffee', command: ['sh'] };

/** The status with which a connection is refused. */
function refusal(url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers });
  return new Promise((resolve) => {
    socket.on('error', () => {});
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
  });
}

describe('a session of ECS Exec', () => {
  it('is a terminal of root in the container, with its variables', async () => {
    const { plugin } = await connect(stage.ecsExec.open(target));
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    plugin.resize(100, 30);
    plugin.type('whoami\r');
    await vi.waitFor(() => expect(terminal.written).toEqual(['whoami\r']));
    terminal.stream.push('root\r\n');
    await vi.waitFor(() => expect(plugin.output()).toBe('root\r\n'));
    expect(terminal.sizes).toEqual([[100, 30]]);
    expect(terminal.commands).toEqual([
      {
        ...target,
        user: '0',
        environment: { TERM: 'xterm-256color', PARITY_EXEC_SESSION: expect.stringMatching(/^ecs-execute/) },
      },
    ]);
  });

  it('ends with its command, after the last output', async () => {
    const { plugin, closed } = await connect(stage.ecsExec.open(target));
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    terminal.stream.push('bye');
    terminal.stream.push(null);
    await closed;
    expect([plugin.output(), plugin.closedWith()]).toEqual(['bye', '']);
    expect(terminal.hungUp).toEqual([]);
  });

  it('has the size that was told before it gets what is typed next, however long the engine takes', async () => {
    const resized = Promise.withResolvers<void>();
    const slow = fakeTerminal(() => resized.promise);
    const other = await execStage(slow.engine);
    const { plugin } = await connect(other.ecsExec.open(target));
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    plugin.resize(100, 30);
    plugin.type('stty size\r');
    slow.stream.push('# ');
    await vi.waitFor(() => expect(plugin.output()).toBe('# '));
    expect(slow.written).toEqual([]);
    resized.resolve();
    await vi.waitFor(() => expect(slow.written).toEqual(['stty size\r']));
    expect(slow.sizes).toEqual([[100, 30]]);
    await other.close();
  });

  it('says why its command could not be started', async () => {
    const failing = {
      ...terminal.engine,
      openTerminal: async () => {
        throw new Error('no such container');
      },
    };
    const other = await execStage(failing);
    const { plugin, closed } = await connect(other.ecsExec.open(target));
    await closed;
    expect(plugin.closedWith()).toContain('Unable to start command: no such container');
    await other.close();
  });

  it('ends its command when the client is gone', async () => {
    const { plugin, socket } = await connect(stage.ecsExec.open(target));
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    socket.terminate();
    await vi.waitFor(() => expect(terminal.hungUp).toEqual(['c0ffee']));
    await vi.waitFor(() => expect(terminal.stream.destroyed).toBe(true));
  });

  it('ends its command when it is ended from outside', async () => {
    const session = stage.ecsExec.open(target);
    const { plugin, closed } = await connect(session);
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    expect(stage.ecsExec.end(session.sessionId)).toBe(true);
    await closed;
    await vi.waitFor(() => expect(terminal.hungUp).toEqual(['c0ffee']));
  });

  it('ends its command after 20 minutes without input', async () => {
    const { plugin, closed } = await connect(stage.ecsExec.open(target));
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    stage.advance(idleTimeoutMs);
    await closed;
    expect(plugin.closedWith()).toContain('inactivity');
    await vi.waitFor(() => expect(terminal.hungUp).toEqual(['c0ffee']));
  });

  it('cannot be ended twice', async () => {
    const session = stage.ecsExec.open(target);
    expect(stage.ecsExec.end(session.sessionId)).toBe(true);
    expect(stage.ecsExec.end(session.sessionId)).toBe(false);
  });
});

describe('the token of a session', () => {
  it('opens it once', async () => {
    const session = stage.ecsExec.open(target);
    const { plugin } = await connect(session);
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    expect(await refusal(session.streamUrl)).toBe(404);
  });

  it('opens it for a minute', async () => {
    const session = stage.ecsExec.open(target);
    stage.advance(tokenLifetimeMs);
    expect(await refusal(session.streamUrl)).toBe(404);
  });

  it('is the only one that opens it, and whoever tries another spoils it', async () => {
    const session = stage.ecsExec.open(target);
    const { closed } = await connect({ ...session, tokenValue: 'guessed' });
    expect(await closed).toBe(1008);
    expect(await refusal(session.streamUrl)).toBe(404);
    expect(terminal.commands).toEqual([]);
  });

  it('is not logged', async () => {
    const session = stage.ecsExec.open(target);
    const { plugin } = await connect(session);
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    expect(stage.logged()).toContain(session.sessionId);
    expect(stage.logged()).not.toContain(session.tokenValue);
  });
});

describe('a connection for ECS Exec', () => {
  it('is refused to a web page and under a foreign name', async () => {
    const { streamUrl } = stage.ecsExec.open(target);
    expect(await refusal(streamUrl, { origin: 'https://example.com' })).toBe(403);
    expect(await refusal(streamUrl, { host: 'attacker.example' })).toBe(403);
  });

  it('is refused on another path', async () => {
    const { streamUrl } = stage.ecsExec.open(target);
    expect(await refusal(streamUrl.replace(/\/v1.*/, '/'))).toBe(404);
    expect(await refusal(streamUrl.replace(/[0-9a-f]+\?/, 'ffff?'))).toBe(404);
  });

  it('is closed when it does not begin with a token', async () => {
    const { streamUrl } = stage.ecsExec.open(target);
    const socket = new WebSocket(streamUrl);
    socket.once('open', () => socket.send('hello'));
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(1008);
  });
});
