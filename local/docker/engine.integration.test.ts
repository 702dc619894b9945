import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { createProgress } from '../../progress/progress.ts';
import { ensureImages } from '../images/ensure-images.ts';
import { connectEngine } from './dockerode-engine.ts';
import type { ContainerSpec, EngineEvent, LogLine } from './engine.ts';
import { hangUp, sessionMark } from './hang-up.ts';

const run = randomBytes(4).toString('hex');
const label = { 'dev.spree-parity.test': run };
const imported = `spree-parity-test/engine:${run}`;
const network = `spree-parity-test-${run}`;
const engine = connectEngine();
/** Any image with a shell will do; this one is needed anyway. */
let image: string;

let count = 0;
function spec(command: string, extra: Partial<ContainerSpec> = {}): ContainerSpec {
  count += 1;
  return {
    name: `spree-parity-test-${run}-${count}`,
    image,
    labels: label,
    entrypoint: ['/bin/sh', '-c'],
    command: [command],
    network: { kind: 'none' },
    ...extra,
  };
}

async function started(command: string, extra: Partial<ContainerSpec> = {}): Promise<string> {
  const id = await engine.createContainer(spec(command, extra));
  await engine.startContainer(id);
  return id;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

beforeAll(async () => {
  const { progress, checkout } = { progress: createProgress(() => undefined), checkout: process.cwd() };
  image = (await ensureImages(engine, ['node'], { progress, checkout })).node.image;
  const emptyTar = Buffer.alloc(1024);
  await engine.importImage(Readable.from([emptyTar]), imported, [`LABEL dev.spree-parity.test=${run}`]);
  await engine.createNetwork(network, label);
});

afterAll(async () => {
  const containers = await engine.listContainers(label);
  await Promise.all(containers.map((container) => engine.removeContainer(container.id)));
  await engine.removeNetwork(network);
  for (const volume of await engine.listVolumes(label)) await engine.removeVolume(volume);
  await engine.removeImage(imported);
});

describe('an engine', () => {
  it('reports its version', async () => {
    await engine.ping();
    const info = await engine.info();
    expect(info.memoryMiB).toBeGreaterThan(0);
    expect(info.cpus).toBeGreaterThan(0);
    expect(info.serverVersion).toMatch(/^\d+\.\d+/);
  });

  it('runs a container to its end and gives its exit code', async () => {
    const id = await started('exit 7');
    expect(await engine.waitForExit(id)).toBe(7);
    expect(await engine.inspectContainer(id)).toMatchObject({
      state: 'exited',
      exitCode: 7,
      outOfMemory: false,
      health: 'none',
      image,
    });
  });

  it('gives the output line by line with the stream of each', async () => {
    const id = await started('echo one; echo two >&2; printf three');
    await engine.waitForExit(id);
    const lines = await collect(engine.containerLogs(id, { follow: false }));
    const texts = (stream: LogLine['stream']) =>
      lines.filter((line) => line.stream === stream).map((line) => line.text);
    expect([texts('stdout'), texts('stderr')]).toEqual([['one', 'three'], ['two']]);
    expect(lines.every((line) => Math.abs(line.at.getTime() - Date.now()) < 3_600_000)).toBe(true);
  });

  it('keeps a long line whole', async () => {
    const id = await started('head -c 50000 /dev/zero | tr "\\0" x; echo');
    await engine.waitForExit(id);
    const lines = await collect(engine.containerLogs(id, { follow: true }));
    expect(lines.map((line) => line.text)).toEqual(['x'.repeat(50_000)]);
  });

  it('follows the output until the signal aborts', async () => {
    const id = await started('echo first; exec sleep 600');
    const abort = new AbortController();
    const lines: string[] = [];
    for await (const line of engine.containerLogs(id, { follow: true, signal: abort.signal })) {
      lines.push(line.text);
      abort.abort();
    }
    expect(lines).toEqual(['first']);
  });

  it('starts, kills and removes without complaint when there is nothing to do', async () => {
    const id = await started('exec sleep 600');
    await engine.startContainer(id);
    await engine.killContainer(id, 'SIGKILL');
    expect(await engine.waitForExit(id)).toBe(137);
    await engine.killContainer(id, 'SIGKILL');
    await engine.stopContainer(id, 1);
    await engine.removeContainer(id);
    await engine.removeContainer(id);
    expect(await engine.inspectContainer(id)).toBeUndefined();
  });

  it('kills a container that ignores the stop signal once the timeout is over', async () => {
    const id = await started('trap "" TERM; echo ready; while true; do sleep 1; done');
    for await (const line of engine.containerLogs(id, { follow: true })) if (line.text === 'ready') break;
    await engine.stopContainer(id, 1);
    expect(await engine.inspectContainer(id)).toMatchObject({ state: 'exited', exitCode: 137 });
  });

  it('stops waiting when the signal aborts', async () => {
    const id = await started('exec sleep 600');
    const abort = new AbortController();
    const waiting = engine.waitForExit(id, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('starts a command beside a running one and leaves it to itself', async () => {
    const id = await started('exec sleep 600');
    await engine.startExec(id, ['/bin/sh', '-c', 'id -u > /tmp/who; exec sleep 600'], { user: '65534' });
    const who = async () => (await engine.exec(id, ['/bin/sh', '-c', 'cat /tmp/who'])).stdout;
    await expect.poll(who, { timeout: 20_000 }).toBe('65534\n');
  });

  it('runs commands inside, with input, environment and exit code', async () => {
    const id = await started('exec sleep 600');
    const result = await engine.exec(id, ['/bin/sh', '-c', 'echo $GREETING; cat >&2; exit 3'], {
      environment: { GREETING: 'hello' },
      input: 'from outside',
    });
    expect(result).toEqual({ exitCode: 3, stdout: 'hello\n', stderr: 'from outside' });
  });

  it('limits memory and says so when a container ran out of it', async () => {
    const id = await started('head -c 200m /dev/zero | tail', { memoryMiB: 16 });
    await engine.waitForExit(id);
    expect(await engine.inspectContainer(id)).toMatchObject({ outOfMemory: true });
  });

  it('measures a running container and not a stopped one', async () => {
    const id = await started('exec sleep 600', { memoryMiB: 32, cpus: 0.5 });
    const stats = await engine.stats(id);
    expect(stats?.memoryLimitBytes).toBe(32 * 1024 * 1024);
    expect(stats?.cpuNanoseconds).toBeGreaterThan(0);
    await engine.killContainer(id, 'SIGKILL');
    await engine.waitForExit(id);
    expect(await engine.stats(id)).toBeUndefined();
  });

  it('gives several containers of one network the same link-local address, and publishes on loopback', async () => {
    const settings = {
      kind: 'network',
      name: network,
      aliases: ['someone'],
      linkLocalAddresses: ['169.254.170.2'],
    } as const;
    const first = await started('exec sleep 600', {
      network: settings,
      ports: [{ containerPort: 80, hostPort: 0 }],
    });
    const second = await started('exec sleep 600', { network: settings });
    const joined = await started('exec sleep 600', { network: { kind: 'container', id: first } });
    const details = await engine.inspectContainer(first);
    expect(Object.keys(details?.addresses ?? {})).toEqual([network]);
    expect(details?.ports[0]?.hostPort).toBeGreaterThan(0);
    expect(await engine.inspectContainer(second)).toMatchObject({ state: 'running' });
    const answer = await engine.exec(joined, ['cat', '/proc/net/fib_trie']);
    expect(answer.stdout).toContain('169.254.170.2');
  });

  it('reports the health of the given check', async () => {
    const id = await started('exec sleep 600', {
      healthCheck: {
        test: ['CMD', '/bin/true'],
        intervalMs: 1000,
        timeoutMs: 1000,
        retries: 1,
        startPeriodMs: 0,
      },
    });
    const abort = new AbortController();
    for await (const event of engine.events({ ...label }, abort.signal)) {
      if (event.containerId === id && event.action === 'health_status: healthy') abort.abort();
    }
    expect(await engine.inspectContainer(id)).toMatchObject({ health: 'healthy' });
  });

  it('reports deaths with the exit code and the labels', async () => {
    const abort = new AbortController();
    const seen: EngineEvent[] = [];
    const id = await engine.createContainer(
      spec('exit 5', { labels: { ...label, 'dev.spree-parity.case': 'death' } }),
    );
    const following = (async () => {
      for await (const event of engine.events({ 'dev.spree-parity.case': 'death', ...label }, abort.signal)) {
        seen.push(event);
        if (event.action === 'die') abort.abort();
      }
    })();
    await engine.startContainer(id);
    await Promise.race([following, engine.waitForExit(id).then(() => following)]);
    expect(seen.at(-1)).toMatchObject({
      containerId: id,
      action: 'die',
      exitCode: 5,
      labels: { ...label, 'dev.spree-parity.case': 'death' },
    });
  });

  it('runs a command on a terminal of its own', async () => {
    const id = await started('sleep 60');
    const command = ['sh', '-c', 'read line; echo "got $line"; exit 7'];
    const { stream, resize, exitCode } = await engine.openTerminal(id, command, { size: [80, 24] });
    await resize(100, 30);
    stream.write('hello\n');
    const chunks = await collect<Buffer>(stream);
    expect(Buffer.concat(chunks).toString()).toContain('got hello');
    expect(await exitCode()).toBe(7);
  });

  it('gives a command its input to the end, and what it writes by stream', async () => {
    const id = await started('sleep 60');
    const command = ['sh', '-c', 'echo "$GREETING" >&2; cat; exit 7'];
    const environment = { GREETING: 'good morning' };
    const { input, output, exitCode } = await engine.openStreams(id, command, { environment });
    const given = randomBytes(100_000);
    input.end(given);
    const frames = await collect(output);
    const of = (stream: string) =>
      Buffer.concat(frames.flatMap((frame) => (frame.stream === stream ? [frame.data] : [])));
    expect(of('stdout').equals(given)).toBe(true);
    expect(of('stderr').toString()).toBe('good morning\n');
    expect(await exitCode()).toBe(7);
  });

  it('ends what a session has started, of a user that is not root, and nothing else', async () => {
    const id = await started('sleep 60', { user: '1000' });
    const begin = (session: string) =>
      engine.openStreams(id, ['sh', '-c', 'echo begun; sleep 60'], { environment: sessionMark(session) });
    const [ended, other] = await Promise.all([begin('ended'), begin('other')]);
    const frames = ended.output[Symbol.asyncIterator]();
    await frames.next();
    await hangUp(engine, id, 'ended', undefined);
    while ((await frames.next()).done !== true);
    expect(await ended.exitCode()).toBe(128 + 1);
    expect(await other.exitCode()).toBeUndefined();
    other.input.destroy();
  });

  it('lists by label', async () => {
    const id = await engine.createContainer(
      spec('exit 0', { labels: { ...label, 'dev.spree-parity.case': 'list' } }),
    );
    const listed = await engine.listContainers({ ...label, 'dev.spree-parity.case': 'list' });
    // The engine adds the labels of the image.
    expect(listed).toEqual([
      {
        id,
        name: `spree-parity-test-${run}-${count}`,
        image,
        state: 'created',
        labels: expect.objectContaining({ ...label, 'dev.spree-parity.case': 'list' }),
        hostPorts: [],
      },
    ]);
  });

  it('finds images by name and label, and tags them', async () => {
    const again = `${imported}-again`;
    await engine.tagImage(imported, again);
    const details = await engine.inspectImage(again);
    expect(details?.labels).toEqual(label);
    expect([...(details?.names ?? [])].sort()).toEqual([imported, again].sort());
    expect(await engine.listImages(label)).toEqual([details]);
    await engine.removeImage(again);
    await engine.removeImage(again);
    expect(await engine.inspectImage(again)).toBeUndefined();
  });

  it('keeps volumes and networks, and removes them twice without complaint', async () => {
    const volume = `spree-parity-test-${run}`;
    await engine.createVolume(volume, label);
    await engine.createVolume(volume, label);
    expect(await engine.listVolumes(label)).toEqual([volume]);
    await engine.removeVolume(volume);
    await engine.removeVolume(volume);
    expect((await engine.inspectNetwork(network))?.subnet).toMatch(/\/\d+$/);
    expect(await engine.inspectNetwork(`${network}-not-there`)).toBeUndefined();
    await engine.removeNetwork(`${network}-not-there`);
  });

  it('names its refusals by a code', async () => {
    const taken = await engine.createContainer(spec('exit 0', { name: `spree-parity-test-${run}-taken` }));
    expect({
      image: await codeOf(engine.createContainer(spec('exit 0', { image: 'spree-parity-test/none:1' }))),
      name: await codeOf(engine.createContainer(spec('exit 0', { name: `spree-parity-test-${run}-taken` }))),
      container: await codeOf(engine.startContainer('spree-parity-test-none')),
      pull: await codeOf(engine.pullImage('127.0.0.1:9/none:1')),
      engine: await codeOf(connectEngine({ kind: 'socket', path: '/nowhere/engine.sock' }).ping()),
    }).toEqual({
      image: 'ENGINE_NO_SUCH_IMAGE',
      name: 'ENGINE_CONFLICT',
      container: 'ENGINE_NOT_FOUND',
      pull: 'ENGINE_PULL_FAILED',
      engine: 'ENGINE_UNREACHABLE',
    });
    await engine.removeContainer(taken);
  });
});
