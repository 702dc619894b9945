import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LogWorld, logWorld } from './testing/log-world.ts';
import { watchLogs } from './testing/watched-logs.ts';

const idOf = (number: number) => `${number.toString(16).padStart(8, '0')}${'0'.repeat(24)}`;

test('lines come as they are written, after those that were there', async () => {
  const world = logWorld();
  const web = world.startTask('web', idOf(1));
  world.write(web, 'before');
  const watched = watchLogs(world, { follow: true });
  await world.advance(1_000);
  world.write(web, 'after');
  await world.advance(400);
  expect(watched.lines.map(({ text }) => text)).toEqual(['before', 'after']);
  watched.interrupt();
  await watched.end;
});

test('with the last lines only, the others do not come later', async () => {
  const world = logWorld();
  const [web, gone] = [world.startTask('web', idOf(1)), world.startTask('web', idOf(2))];
  world.write(gone, 'long gone');
  await world.advance(1_000);
  world.write(web, 'a', 'b');
  world.remove(gone);
  await world.advance(100);
  for (const tail of [0, 1]) {
    const watched = watchLogs(world, { follow: true, tail, names: ['web'] });
    await world.advance(3_000);
    world.write(web, `after ${tail}`);
    await world.advance(3_000);
    const expected = tail === 0 ? ['after 0'] : ['after 0', 'after 1'];
    expect(watched.lines.map(({ text }) => text)).toEqual(expected);
    watched.interrupt();
    await watched.end;
  }
});

test('equal lines of one moment that are before the last ones do not come later', async () => {
  const world = logWorld();
  const web = world.startTask('web', idOf(1));
  world.write(web, 'tick', 'tick', 'tick');
  const watched = watchLogs(world, { follow: true, tail: 1 });
  await world.advance(3_000);
  world.write(web, 'tock');
  await world.advance(1_000);
  expect(watched.lines.map(({ text }) => text)).toEqual(['tick', 'tock']);
  watched.interrupt();
  await watched.end;
});

test('only what is asked for is followed', async () => {
  const world = logWorld();
  const watched = watchLogs(world, { follow: true, names: ['oneoff'], isWanted: (text) => text !== 'no' });
  await world.advance(100);
  world.write(world.startTask('web', idOf(1)), 'web');
  world.write(world.startTask('oneoff', idOf(2)), 'no', 'yes');
  await world.advance(3_000);
  expect(watched.lines.map(({ text }) => text)).toEqual(['yes']);
  watched.interrupt();
  await watched.end;
});

test('a server that is started again is followed on', async () => {
  const world = logWorld();
  const redis = world.startServer('redis');
  world.write(redis, 'up');
  const watched = watchLogs(world, { follow: true, names: ['redis'] });
  await world.advance(1_500);
  world.write(redis, 'down');
  world.stop(redis);
  await world.advance(3_000);
  world.startAgain(redis);
  world.write(redis, 'up again');
  await world.advance(3_000);
  expect(watched.lines.map(({ text }) => text)).toEqual(['up', 'down', 'up again']);
  watched.interrupt();
  await watched.end;
});

/** Whether a reading has ended. */
async function hasEnded(end: Promise<void>): Promise<boolean> {
  return await Promise.race([end.then(() => true), new Promise<boolean>((no) => setImmediate(no, false))]);
}

test.each([
  { names: ['web/00000001'] },
  { tasks: ['00000001'] },
  { names: [idOf(1)] },
  { names: ['web'], tasks: ['00000001'] },
])('one task is followed until it has ended, with its last line: %o', async (request) => {
  const world = logWorld();
  world.startPause(idOf(2));
  world.write(world.startTask('web', idOf(2)), 'another one');
  const pause = world.startPause(idOf(1));
  const web = world.startTask('web', idOf(1));
  world.write(web, 'begun');
  const watched = watchLogs(world, { follow: true, ...request });
  await world.advance(5_000);
  world.write(web, 'bye');
  world.stop(web);
  await world.advance(5_000);
  // Another container of the task may start yet.
  expect(await hasEnded(watched.end)).toBe(false);
  world.remove(web);
  world.remove(pause);
  await world.advance(4_000);
  expect(await hasEnded(watched.end)).toBe(true);
  expect(watched.lines.map(({ text }) => text)).toEqual(['begun', 'bye']);
});

test('following a task that has ended shows what it wrote, and ends at once', async () => {
  const world = logWorld();
  const oneOff = world.startTask('oneoff', idOf(1));
  world.write(oneOff, 'migrated');
  const left = world.startTask('web', idOf(2));
  world.write(left, 'left');
  world.stop(left);
  world.remove(oneOff);
  await world.advance(500);
  for (const [task, text] of [
    ['00000001', 'migrated'],
    ['00000002', 'left'],
  ] as const) {
    const watched = watchLogs(world, { follow: true, tasks: [task] });
    await world.advance(1_200);
    expect([text, await hasEnded(watched.end)]).toEqual([text, true]);
    expect(watched.lines.map((line) => line.text)).toEqual([text]);
  }
});

test('what a task wrote between two looks before it was removed is shown before its following ends', async () => {
  const world = logWorld();
  const web = world.startTask('web', idOf(1));
  const watched = watchLogs(world, { follow: true, tasks: ['00000001'] });
  await world.advance(1_030);
  world.write(web, 'last words');
  world.remove(web);
  world.failLogs(new Error('connect ECONNREFUSED'));
  await world.advance(5_000);
  expect(await hasEnded(watched.end)).toBe(false);
  world.failLogs(undefined);
  await world.advance(3_000);
  expect(await hasEnded(watched.end)).toBe(true);
  expect(watched.lines.map(({ text }) => text)).toEqual(['last words']);
});

test.each([{ names: ['oneoff'] }, { names: ['facade'] }, { names: ['oneoff/00000001', 'redis'] }, {}])(
  'what gets new tasks, or is started again, is followed on after all of it has ended: %o',
  async (request) => {
    const world = logWorld();
    const redis = world.startServer('redis');
    // A service whose name could begin the id of a task.
    const ended = [world.startTask('oneoff', idOf(1)), world.startTask('facade', idOf(2)), redis];
    const watched = watchLogs(world, { follow: true, ...request });
    await world.advance(1_500);
    for (const id of ended) world.stop(id);
    await world.advance(5_000);
    expect(await hasEnded(watched.end)).toBe(false);
    watched.interrupt();
    await watched.end;
  },
);

test('CloudWatch Logs that does not respond is said once each time, and what it has is shown when it does', async () => {
  const world = logWorld();
  const watched = watchLogs(world, { follow: true });
  await world.advance(200);
  const short = world.startTask('oneoff', idOf(1));
  world.write(short, 'came and went');
  world.remove(short);
  world.failLogs(new Error('connect ECONNREFUSED'));
  await world.advance(7_000);
  expect(watched.said).toEqual([
    'The lines of tasks that end cannot be read from CloudWatch Logs: connect ECONNREFUSED',
  ]);
  world.failLogs(undefined);
  await world.advance(3_000);
  expect(watched.lines.map(({ text }) => text)).toEqual(['came and went']);
  world.failLogs(new Error('connect ECONNREFUSED'));
  await world.advance(7_000);
  expect(watched.said).toHaveLength(2);
  watched.interrupt();
  await watched.end;
});

test('what breaks the reading of a container is raised', async () => {
  const world = logWorld();
  world.startServer('redis');
  const broken = { ...world, engine: { ...world.engine, containerLogs: () => failing() } };
  const watched = watchLogs(broken, { follow: true, tail: 0, names: ['redis'] });
  await world.advance(1_000);
  await expect(watched.end).rejects.toThrow('engine gone');
});

// biome-ignore lint/correctness/useYield: it fails before there is a line.
async function* failing(): AsyncGenerator<never> {
  throw new Error('engine gone');
}

test('a task whose lines are in CloudWatch Logs before its container is noticed is shown once', async () => {
  const world = slowWorld(350);
  const watched = watchLogs(world, { follow: true });
  await world.advance(1_000);
  const texts = Array.from({ length: 50 }, (_, index) => `from task ${index}`);
  for (const [index, text] of texts.entries()) {
    world.write(world.startTask('oneoff', idOf(index)), text);
    await world.advance(100);
  }
  await world.advance(5_000);
  expect(watched.lines.map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
  watched.interrupt();
  // A look that is under way ends first.
  await world.advance(1_000);
  await watched.end;
});

/** An engine that takes so long to list its containers. */
function slowWorld(listMs: number): LogWorld {
  const world = logWorld();
  const listContainers: typeof world.engine.listContainers = async (labels) => {
    if (listMs > 0) await world.clock.sleep(listMs);
    return await world.engine.listContainers(labels);
  };
  return { ...world, engine: { ...world.engine, listContainers } };
}

/** What happens to tasks: each number picks one of those that run. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('start' as const), container: fc.constantFrom('web', 'worker', 'oneoff') }),
  fc.record({ kind: fc.constant('write' as const), which: fc.nat(7), lines: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('stop' as const), which: fc.nat(7) }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat(7) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(10, 60, 300, 1_100) }),
);

test('no line is lost or doubled whatever starts, ends and is removed, and those of a task keep their order', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { maxLength: 25 }),
      fc.array(happening, { maxLength: 25 }),
      fc.constantFrom(0, 350),
      async (before, meanwhile, listMs) => {
        const world = slowWorld(listMs);
        const live: string[] = [];
        const ended = new Set<string>();
        const texts: string[] = [];
        let tasks = 0;
        const happen = async (events: readonly (typeof before)[number][]) => {
          for (const event of events) {
            if (event.kind === 'start') {
              tasks += 1;
              live.push(world.startTask(event.container, idOf(tasks)));
              continue;
            }
            if (event.kind === 'pass') {
              await world.advance(event.ms);
              continue;
            }
            const id = live[event.which % Math.max(1, live.length)];
            if (id === undefined) continue;
            if (event.kind === 'write') {
              if (ended.has(id)) continue;
              for (let line = 0; line < event.lines; line += 1) {
                texts.push(`${id} ${texts.length}`);
                world.write(id, texts.at(-1) ?? '');
              }
            } else if (event.kind === 'stop') {
              world.stop(id);
              ended.add(id);
            } else {
              world.remove(id);
              live.splice(live.indexOf(id), 1);
            }
          }
        };
        world.startServer('postgres');
        await happen(before);
        const watched = watchLogs(world, { follow: true });
        // It knows what is there.
        await world.advance(2 * listMs + 100);
        await happen(meanwhile);
        await world.advance(7_000);
        watched.interrupt();
        // A look that is under way ends first.
        await world.advance(1_000);
        await watched.end;
        const shown = watched.lines.map(({ text }) => text);
        expect(shown.toSorted()).toEqual(texts.toSorted());
        for (const { task } of watched.lines) {
          const own = watched.lines.filter((line) => line.task === task).map(({ text }) => text);
          expect(own).toEqual(texts.filter((text) => own.includes(text)));
        }
      },
    ),
    { numRuns: 40 },
  );
});
