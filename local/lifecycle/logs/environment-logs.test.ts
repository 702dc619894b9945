import { describe, expect, test } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import type { LogRequest } from '../../../operations/logs/log-request.ts';
import { type LogWorld, logWorld } from './testing/log-world.ts';
import { watchLogs } from './testing/watched-logs.ts';

const first = '0123456789abcdef0123456789abcdef';
const second = '1123456789abcdef0123456789abcdef';
const stopped = '2123456789abcdef0123456789abcdef';
const oneOff = '3123456789abcdef0123456789abcdef';

/** A web task that failed, a one-off task, and then a web task, a worker and PostgreSQL that run. */
async function someWorld(): Promise<LogWorld> {
  const world = logWorld();
  const failed = world.startTask('web', stopped);
  world.write(failed, 'Errno::EACCES (no):', '  from cart.rb:1');
  await world.advance(1_000);
  const migrate = world.startTask('oneoff', oneOff);
  world.write(migrate, 'migrated');
  for (const id of [failed, migrate]) {
    world.stop(id);
    world.remove(id);
  }
  const [web, worker] = [world.startTask('web', first), world.startTask('worker', second)];
  const postgres = world.startServer('postgres');
  for (const text of ['one', 'two', 'three']) {
    await world.advance(1_000);
    world.write(web, `GET /${text}`);
    world.write(postgres, `LOG: ${text}`);
    await world.advance(100);
    world.write(worker, `job ${text}`);
  }
  await world.advance(300);
  return world;
}

async function textsOf(request: Partial<LogRequest>, world?: LogWorld): Promise<readonly string[]> {
  const { lines, end } = watchLogs(world ?? (await someWorld()), request);
  await end;
  return lines.map(({ source, text }) => `${source} ${text}`);
}

async function refusal(request: Partial<LogRequest>, world: LogWorld): Promise<unknown> {
  return await watchLogs(world, request).end.catch((error: unknown) => error);
}

const failedWeb = ['web/21234567 Errno::EACCES (no):', 'web/21234567   from cart.rb:1'];
const live = [
  'web/01234567 GET /one',
  'worker/11234567 job one',
  'web/01234567 GET /two',
  'worker/11234567 job two',
  'web/01234567 GET /three',
  'worker/11234567 job three',
];

test('without a name the lines of all tasks are shown in the order of time, those of stopped ones too', async () => {
  expect(await textsOf({})).toEqual([...failedWeb, 'oneoff/31234567 migrated', ...live]);
});

test.each<readonly [string, Partial<LogRequest>, readonly string[]]>([
  ['the last lines of all together', { tail: 3 }, live.slice(-3)],
  [
    'more of the last lines than run',
    { tail: 8 },
    ['web/21234567   from cart.rb:1', 'oneoff/31234567 migrated', ...live],
  ],
  ['no lines', { tail: 0 }, []],
  ['a container of a task', { names: ['oneoff'] }, ['oneoff/31234567 migrated']],
  ['a service', { names: ['shop-worker'] }, live.filter((line) => line.startsWith('worker'))],
  ['a family', { names: ['store-web'], tail: 2 }, ['web/01234567 GET /two', 'web/01234567 GET /three']],
  ['a task that is gone', { names: ['web/2123'] }, failedWeb],
  ['a task by its id', { names: [stopped] }, failedWeb],
  ['several tasks', { tasks: ['2', '3'] }, [...failedWeb, 'oneoff/31234567 migrated']],
  [
    'tasks of a service',
    { names: ['web', 'oneoff'], tasks: ['0', '1'] },
    live.filter((line) => line.startsWith('web')),
  ],
  ['a server', { names: ['postgres'] }, ['postgres LOG: one', 'postgres LOG: two', 'postgres LOG: three']],
  ['a server by the name of its container', { names: ['shop-postgres-1'], tail: 1 }, ['postgres LOG: three']],
  [
    'a server and a service',
    { names: ['postgres', 'worker'], tail: 2 },
    ['postgres LOG: three', 'worker/11234567 job three'],
  ],
  [
    'lines with a text',
    { isWanted: (text) => /one|from/.test(text) },
    [failedWeb[1] ?? '', ...live.slice(0, 2)],
  ],
  [
    'the last lines with a text',
    { tail: 1, isWanted: (text) => text.includes('r') && !text.includes('three') },
    ['oneoff/31234567 migrated'],
  ],
])('%s can be asked for', async (_, request, expected) => {
  expect(await textsOf(request)).toEqual(expected);
});

test('lines can be asked for from a time on, and before another', async () => {
  const world = await someWorld();
  const nowMs = world.clock.now();
  expect(await textsOf({ fromMs: nowMs - 1_450 }, world)).toEqual(live.slice(-3));
  expect(await textsOf({ fromMs: nowMs - 1_450, untilMs: nowMs - 350 }, world)).toEqual(live.slice(-3, -1));
  expect(await textsOf({ untilMs: nowMs - 3_350 }, world)).toEqual([
    ...failedWeb,
    'oneoff/31234567 migrated',
  ]);
  expect(await textsOf({ untilMs: nowMs - 3_350, tail: 1 }, world)).toEqual(['oneoff/31234567 migrated']);
});

test('the last lines are those of stopped tasks where these wrote later', async () => {
  const world = await someWorld();
  const late = world.startTask('oneoff', '4123456789abcdef0123456789abcdef');
  world.write(late, 'early');
  await world.advance(1_000);
  world.write(late, 'late');
  world.remove(late);
  await world.advance(100);
  world.write(world.startTask('web', '5123456789abcdef0123456789abcdef'), 'booting');
  expect(await textsOf({ tail: 2 }, world)).toEqual(['oneoff/41234567 late', 'web/51234567 booting']);
  expect(await textsOf({ tail: 4 }, world)).toEqual([
    'worker/11234567 job three',
    'oneoff/41234567 early',
    'oneoff/41234567 late',
    'web/51234567 booting',
  ]);
});

test('a container that is removed while it is read is read on in CloudWatch Logs', async () => {
  const world = await someWorld();
  const { containerLogs } = world.engine;
  const broken = {
    ...world,
    engine: {
      ...world.engine,
      containerLogs: async function* (...[id, options]: Parameters<typeof containerLogs>) {
        for await (const line of containerLogs(id, options)) {
          yield line;
          if (line.text.includes('two')) break;
        }
        throw new Failure('ENGINE_NOT_FOUND', 'No such container');
      },
    },
  };
  expect(await textsOf({ names: ['web/0'] }, broken)).toEqual(live.filter((line) => line.startsWith('web')));
});

test('a container that is removed before it is read is read in CloudWatch Logs', async () => {
  const world = await someWorld();
  const { listContainers } = world.engine;
  const late = {
    ...world,
    engine: {
      ...world.engine,
      listContainers: async (labels: Readonly<Record<string, string>>) => {
        const found = await listContainers(labels);
        const web = found.find(({ name }) => name.includes('01234567'));
        if (web !== undefined) world.remove(web.id);
        return found;
      },
    },
  };
  expect(await textsOf({ names: ['web/0'] }, late)).toEqual(live.filter((line) => line.startsWith('web')));
});

test('a last line that was never ended by a line feed, and an empty one, are lines', async () => {
  const world = logWorld();
  world.write(world.startTask('web', first), '', 'cut off');
  expect(await textsOf({}, world)).toEqual(['web/01234567 ', 'web/01234567 cut off']);
});

describe('a name that nothing has', () => {
  test('is refused with the names that there are', async () => {
    expect(await refusal({ names: ['postgres', 'nonsense'] }, await someWorld())).toMatchObject({
      ...{ code: 'NO_SUCH_LOG', exitCode: 2 },
      message: "There is no service, task or server 'nonsense'",
      hint: 'Services: web, worker. One-off tasks: oneoff. Servers: localstack, postgres. Tasks: oneoff/31234567, web/01234567, web/21234567, worker/11234567.',
    });
    expect(await refusal({ tasks: ['9'] }, await someWorld())).toMatchObject({ code: 'NO_SUCH_LOG' });
  });

  test('is refused while following as well', async () => {
    expect(await refusal({ names: ['nonsense'], follow: true }, await someWorld())).toMatchObject({
      code: 'NO_SUCH_LOG',
    });
  });

  test('is told from one that has not written anything', async () => {
    const world = logWorld();
    world.startServer('postgres');
    expect(await refusal({ names: ['oneoff'] }, world)).toMatchObject({
      ...{ code: 'NO_LOG_LINES', exitCode: 1 },
      message: "CloudWatch Logs has no lines of 'oneoff'",
      hint: expect.stringContaining('Log lines do not survive a restart of LocalStack'),
    });
  });

  test.each([{}, { names: ['web'] }, { names: ['postgres'], follow: true }])(
    'is not what is wrong where nothing runs: %j',
    async (request) => {
      expect(await refusal(request, logWorld({ isDown: true }))).toMatchObject({
        code: 'ENVIRONMENT_NOT_RUNNING',
        message: 'Nothing is running',
        hint: expect.stringContaining('local:up'),
      });
    },
  );
});

describe('where CloudWatch Logs does not respond', () => {
  const refused = new Error('connect ECONNREFUSED');

  test('the lines of containers are shown, with a remark', async () => {
    const world = await someWorld();
    world.failLogs(refused);
    const watched = watchLogs(world, { names: ['web'], tail: 1 });
    await watched.end;
    expect(watched.lines.map(({ text }) => text)).toEqual(['GET /three']);
    expect(watched.said).toEqual([
      "The lines of stopped tasks of 'web' cannot be read from CloudWatch Logs: connect ECONNREFUSED",
    ]);
  });

  test('it is an error for what has its only lines there', async () => {
    const world = await someWorld();
    world.failLogs(refused);
    expect(await refusal({ names: ['web', 'oneoff'] }, world)).toMatchObject({ code: 'LOGS_UNREADABLE' });
  });

  test('servers are shown without a word', async () => {
    const world = await someWorld();
    world.failLogs(refused);
    const watched = watchLogs(world, { names: ['postgres'], tail: 1 });
    await watched.end;
    expect([watched.lines.length, watched.said]).toEqual([1, []]);
  });
});
