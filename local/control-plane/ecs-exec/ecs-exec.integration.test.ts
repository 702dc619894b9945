import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress } from '../../../progress/progress.ts';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import { ensureImages } from '../../images/ensure-images.ts';
import { connect, type ExecStage, execStage } from './testing/exec-stage.ts';

const engine = connectEngine();
const labels = { 'dev.spree-parity.test': randomBytes(4).toString('hex') };
let image: string;
let container: string;
let stage: ExecStage;

async function startedContainer(): Promise<string> {
  const id = await engine.createContainer({
    name: `spree-parity-test-exec-${randomBytes(4).toString('hex')}`,
    image,
    labels,
    entrypoint: ['/bin/sh', '-c'],
    command: ['exec sleep 600'],
    environment: { GREETING: 'good morning' },
    user: '1000',
    init: true,
    network: { kind: 'none' },
  });
  await engine.startContainer(id);
  return id;
}

beforeAll(async () => {
  const context = { progress: createProgress(() => undefined), checkout: process.cwd() };
  image = (await ensureImages(engine, ['node'], context)).node.image;
  container = await startedContainer();
});

afterAll(() => engine.removeContainer(container));

beforeEach(async () => {
  stage = await execStage(engine);
});

afterEach(() => stage.close());

/** What a command of one session writes, up to its end. */
async function outputOf(command: readonly string[]): Promise<string> {
  const { plugin, closed } = await connect(stage.ecsExec.open({ container, command }));
  await closed;
  return plugin.output();
}

describe('ECS Exec in a container', () => {
  it('runs as root, with the variables of the container and a terminal', async () => {
    const script = 'id -u; echo "$GREETING"; echo "$TERM"; test -t 0 && echo terminal';
    expect(await outputOf(['sh', '-c', script])).toBe('0\r\ngood morning\r\nxterm-256color\r\nterminal\r\n');
  });

  it('takes what is typed, and the size of the terminal', async () => {
    const { plugin, closed } = await connect(stage.ecsExec.open({ container, command: ['sh'] }));
    await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
    plugin.resize(123, 45);
    plugin.type('stty size; exit\r');
    await closed;
    expect(plugin.output()).toContain('45 123\r\n');
  });

  it('brings more output than fits into the window, all of it and in order', async () => {
    const output = await outputOf(['sh', '-c', 'i=0; while [ $i -lt 40000 ]; do i=$((i+1)); echo $i; done']);
    expect(output.trim().split('\r\n')).toEqual(Array.from({ length: 40_000 }, (_, n) => String(n + 1)));
  });

  it('ends what it has started when the client goes', async () => {
    const running = async () => {
      const script = 'for f in /proc/[0-9]*/cmdline; do tr "\\0" " " < $f; echo; done 2> /dev/null';
      const { stdout } = await engine.exec(container, ['sh', '-c', script]);
      return stdout.split('\n').filter((line) => /sleep (411|412)/.test(line)).length;
    };
    const command = ['sh', '-c', 'sleep 411 & sleep 412'];
    const { socket } = await connect(stage.ecsExec.open({ container, command }));
    await vi.waitFor(async () => expect(await running()).toBe(3), { timeout: 10_000 });
    socket.terminate();
    await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 10_000 });
  });

  it('ends with its container', async () => {
    const id = await startedContainer();
    try {
      const { plugin, closed } = await connect(stage.ecsExec.open({ container: id, command: ['sh'] }));
      await vi.waitFor(() => expect(plugin.isReady()).toBe(true));
      await engine.killContainer(id, 'SIGKILL');
      await closed;
      expect(plugin.closedWith()).toBe('');
    } finally {
      await engine.removeContainer(id);
    }
  });

  it('says that a command is not there', async () => {
    const { plugin, closed } = await connect(stage.ecsExec.open({ container, command: ['not-there'] }));
    await closed;
    expect(`${plugin.output()}${plugin.closedWith()}`).toContain('"not-there": executable file not found');
  });
});
