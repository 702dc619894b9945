import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { StartedProcess } from '../local/processes/start-process.ts';
import { buyInNewPage, openBrowser } from '../testing/browser.ts';
import { buyInDemoStore } from '../testing/browser-checkout.ts';
import { counted } from '../testing/counted.ts';
import { type AnsweredEarly, askTooEarly } from '../testing/deployments/ask-too-early.ts';
import { awsCli, hasAwsCli } from '../testing/deployments/aws-cli.ts';
import { type DemoEnvironment, openDemoEnvironment } from '../testing/deployments/demo-environment.ts';
import { imageOnTopOf, removeImages } from '../testing/deployments/derived-image.ts';
import { edgeVisitors, type SeenByVisitors } from '../testing/deployments/edge-visitors.ts';
import { enterOneOff } from '../testing/deployments/enter-one-off.ts';
import {
  alarmOf,
  destroyState,
  firstDeath,
  killControlPlane,
  killService,
} from '../testing/deployments/faults.ts';
import { oneOffRuns, runOneOff } from '../testing/deployments/one-off.ts';
import { inWords, type Replacement, replacementOf } from '../testing/deployments/replacement.ts';
import { countRequests } from '../testing/deployments/request-counts.ts';
import { roll } from '../testing/deployments/roll.ts';
import { rotateStorePassword, signInAgain } from '../testing/deployments/rotation.ts';
import { say } from '../testing/deployments/say.ts';
import { type Release, type ServiceClient, serviceClient } from '../testing/deployments/service-client.ts';
import { standIn, visitorPath } from '../testing/deployments/stand-in.ts';
import { startSteadyRate } from '../testing/deployments/steady-rate.ts';
import { runtimeIdOf } from '../testing/deployments/tasks.ts';
import { loadPerSecond, underLoad } from '../testing/deployments/under-load.ts';
import { type WatchedStore, watchDemoStore } from '../testing/deployments/watched-store.ts';
import { edgeClient } from '../testing/edge-client.ts';
import { eventually } from '../testing/eventually.ts';
import { firstVariant } from '../testing/guest-checkout.ts';
import { answersIn, keysIn, sayKeys, sayKeysFor } from '../testing/ruby-keys.ts';

const engine = connectEngine();
let demo: DemoEnvironment;
let web: ServiceClient;

beforeAll(async () => {
  demo = await openDemoEnvironment();
  web = await serviceClient(demo.clients, 'spree-local-cluster', 'spree-local-web');
});
afterAll(() => demo?.close());

test('store:doctor finds nothing wrong with a store that was just started', async () => {
  const { exitCode, stdout } = await demo.script('store:doctor', ['--json']);
  expect([exitCode, JSON.parse(stdout).findings]).toEqual([0, []]);
});

test("the AWS SDK for Ruby uses the keys of its task's role without any configuration", async () => {
  const { exitCode, output } = await runOneOff(demo.clients, ['bin/rails', 'runner', sayKeys]);
  expect([exitCode, keysIn(output)]).toEqual([
    0,
    { provider: 'Aws::ECSCredentials', refreshes: true, minutes: expect.any(Number) },
  ]);
  expect(keysIn(output).minutes).toBeGreaterThan(14);
});

test('a one-off task is entered with ECS Exec, which finds the variables of its container', async () => {
  const output = await enterOneOff(demo.clients, `sh -c 'id -un; echo "$DATABASE_HOST"'`);
  expect(output).toMatch(/^root\r\n\S+\r\n$/);
});

test('a guest buys in the demo store in a browser', async () => {
  const browser = await openBrowser();
  try {
    expect(await buyInNewPage(browser, buyInDemoStore, demo.storefrontUrl)).toMatch(/^R\d{9}$/);
  } finally {
    await browser.close();
  }
});

describe('live code', () => {
  const index = 'app/views/products/index.html.erb';
  const controller = 'app/controllers/products_controller.rb';
  let store: WatchedStore;

  /** What several requests in a row are answered, of which each task gets some. */
  const answers = async (path: string) => {
    const pages: string[] = [];
    for (let asked = 0; asked < 6; asked += 1) {
      const answer = await fetch(`${demo.loadBalancerUrl}${path}`);
      pages.push(`${answer.status} ${await answer.text()}`);
    }
    return pages;
  };
  const everyAnswer = (part: string) => Array.from({ length: 6 }, () => expect.stringContaining(part));
  const sql = async (statement: string) =>
    (await demo.script('local:psql', ['-c', statement, '--', '--tuples-only', '--no-align'])).stdout.trim();

  beforeAll(async () => {
    store = await watchDemoStore(demo);
  });

  test('a changed template, style sheet and class are served by every web task, and a changed job is run', async () => {
    const template = await store.read(index);
    const { type, tasks } = await store.change({ [index]: `<p>live template</p>\n${template}` });
    const services = tasks.map((task) => task.split('/')[0]).toSorted();
    expect([type, services]).toEqual(['served', ['web', 'web', 'worker']]);
    expect(await answers('/')).toEqual(everyAnswer('<p>live template</p>'));

    const style = 'app/assets/store.css';
    expect(await store.change({ [style]: '.live { color: red }\n' })).toMatchObject({ type: 'served' });
    const [page = ''] = await answers('/');
    const sheet = /\/assets\/store-\w+\.css/.exec(page)?.[0] ?? '';
    expect(await answers(sheet)).toEqual(everyAnswer('.live { color: red }'));

    const job = 'app/jobs/leave_mark_job.rb';
    const [ofPages, ofJobs] = await Promise.all([store.read(controller), store.read(job)]);
    const leaves = 'before_action { LeaveMarkJob.perform_later(params[:mark]) if params[:mark] }';
    const changed = await store.change({
      [controller]: ofPages.replace('\n', `\n  ${leaves}\n`),
      [job]: ofJobs.replace('value: value', 'value: "changed #{value}"'),
    });
    expect(changed).toMatchObject({ type: 'served' });
    await answers('/?mark=job');
    await eventually('six marks of the changed job', async () => {
      return (await sql("SELECT count(*) FROM parity_marks WHERE value = 'changed job'")) === '6';
    });
  });

  test('a class that raises an error while it is loaded is taken back, and the error is told', async () => {
    const good = await store.read(controller);
    const told = await store.change({ [controller]: good.replace('\n', '\n  NoSuchThing\n') });
    expect(told).toMatchObject({
      type: 'takenBack',
      output: expect.stringMatching(/NoSuchThing[\s\S]*app\/controllers\/products_controller\.rb:2/),
    });
    expect(await answers('/')).toEqual(everyAnswer('<p>live template</p>'));
    expect(await store.change({ [controller]: good })).toMatchObject({ type: 'restored' });
  });

  test('a file with a syntax error reaches no task, and the error is told with its line', async () => {
    const good = await store.read(controller);
    const told = await store.change({ [controller]: `${good}\nend\n` });
    expect(told).toMatchObject({
      type: 'refused',
      output: expect.stringMatching(/products_controller\.rb:\d+/),
    });
    expect(await answers('/')).toEqual(everyAnswer('<p>live template</p>'));
    expect(await store.change({ [controller]: good })).toMatchObject({ type: 'restored' });
  });

  test('a new migration is run', async () => {
    // Rails refuses one of the future.
    const version = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const migration = `db/migrate/${version}_add_live_to_parity_marks.rb`;
    const text =
      'class AddLiveToParityMarks < ActiveRecord::Migration[7.1]\n  def change = add_column(:parity_marks, :live, :string)\nend\n';
    const { type, did, output } = await store.change({ [migration]: text });
    expect({ type, did, output }).toEqual({ type: 'served', did: ['migrated'], output: '' });
    expect(await sql('SELECT count(live) FROM parity_marks')).toBe('0');
  });

  test('local:up goes back to the image', async () => {
    expect(await store.end()).toEqual({ exitCode: 0 });
    await demo.release();
    expect(await answers('/')).not.toContainEqual(expect.stringContaining('live template'));
    const status = await demo.script('local:status', ['--json']);
    expect(JSON.parse(status.stdout)).not.toHaveProperty('liveCode');
  });
});

test('no task is refused the keys of its role while the control plane or the S3 server starts again', async () => {
  const seconds = 15;
  const asks = runOneOff(demo.clients, ['bin/rails', 'runner', sayKeysFor(seconds)]);
  await eventually('a one-off task that runs', () => oneOffRuns(demo.clients));
  for (const part of ['control-plane', 'minio', 'control-plane', 'minio']) {
    await killService(engine, demo.name, part);
    await delay((seconds / 6) * 1000);
  }
  const { keys = 0, ...refusals } = answersIn((await asks).output);
  expect(keys).toBeGreaterThan(seconds);
  expect(refusals).toEqual({});
});

test('a control plane whose state is destroyed adopts what runs: no request is lost, no task stopped', async () => {
  const worker = await serviceClient(demo.clients, 'spree-local-cluster', 'spree-local-worker');
  const running = async () =>
    (await Promise.all([web.tasks(), worker.tasks()])).flat().map(({ taskArn, startedBy }) => ({
      task: taskArn,
      deployment: startedBy,
    }));
  const before = await running();
  const { load } = await under('a control plane whose state is destroyed', async () => {
    await destroyState(engine, demo.name, demo.clients);
    await web.untilStable();
    await worker.untilStable();
    await demo.upAgain();
  });
  expect(await running()).toEqual(expect.arrayContaining(before));
  expect(await running()).toHaveLength(before.length);
  expect(load.failed).toBe(0);
});

const rolled = {
  ends: ['(deployment ID) deployment completed.', 'has reached a steady state.'],
  all: [
    'has started N tasks',
    'registered N targets in',
    'deregistered N targets in',
    'has begun draining connections on N tasks.',
    'has stopped N running tasks',
    '(deployment ID) deployment completed.',
    'has reached a steady state.',
  ],
};

test('a rolling release loses no request, nor do changes of the database password before and after it', async () => {
  const rotate = async () => {
    await rotateStorePassword(demo.clients);
    // With what it was given before: a task is not renewed at once.
    return await Promise.all((await web.tasks()).map((task) => signInAgain(engine, task)));
  };
  const users: string[][] = [];
  const { load, outcome } = await under(
    'a rolling release with rotations',
    async () => {
      users.push(await rotate());
      const rolled = await roll(web, {});
      users.push(await rotate());
      return rolled;
    },
    catalogue,
  );
  const [first, second] = ['spree_application', 'spree_application_clone'];
  expect(users).toEqual([
    [first, first],
    [second, second],
  ]);
  const signIn = 'puts ActiveRecord::Base.connection.select_value("SELECT session_user || current_user")';
  const { output } = await runOneOff(demo.clients, ['bin/rails', 'runner', signIn]);
  expect(output).toContain(`${first}spree_owner`);
  expect(outcome.deployment).toMatchObject({ status: 'SUCCESSFUL' });
  expect(new Set(outcome.events)).toEqual(new Set(rolled.all));
  expect(outcome.events.slice(-2)).toEqual(rolled.ends);
  expect(outcome.stayed).toEqual([]);
  expect(load.failed).toBe(0);
});

test('store:restart replaces all tasks of a service by new ones of the same release, says so, and loses no request', async () => {
  const before = await web.tasks();
  const restart = () => demo.script('store:restart', ['web', '--json']);
  const { load, outcome } = await under('store:restart', restart, catalogue);
  expect([outcome.exitCode, outcome.exitCode === 0 ? '' : outcome.stderr]).toEqual([0, '']);
  expect(JSON.parse(outcome.stdout)).toEqual({ restarted: ['spree-local-web'] });
  const arnsBefore = before.map(({ taskArn }) => taskArn);
  const after = await web.tasks();
  expect(after.filter(({ taskArn }) => arnsBefore.includes(taskArn))).toEqual([]);
  const revisions = (tasks: typeof before) => new Set(tasks.map((task) => task.taskDefinitionArn));
  expect(revisions(after)).toEqual(revisions(before));
  // Each new task is told of while it is waited for.
  for (const { taskArn = '' } of after) {
    expect(outcome.stderr).toContain(taskArn.slice(taskArn.lastIndexOf('/') + 1).slice(0, 8));
  }
  expect(load.failed).toBe(0);
  const refused = await demo.script('store:restart', ['wbe']);
  expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain("'wbe'");
});

describe('while releases with other assets roll out and back', () => {
  let seen: SeenByVisitors;
  let early: AnsweredEarly;
  let ends: Readonly<Record<string, number>>;

  beforeAll(async () => {
    const edge = edgeClient(demo.storefrontUrl, demo.certificateAuthority);
    const visitors = edgeVisitors(edge, await firstVariant(edge));
    // As in another point of presence, which has no copy of what it is asked for.
    const forgetting = setInterval(() => void forgetAssets().catch(() => undefined), 500);
    const startedAt = new Date();
    const rate = startSteadyRate({ perSecond: loadPerSecond, longestMs: 240_000 }, (index) =>
      visitors.visit(index).then(() => 'left', String),
    );
    try {
      await eventually('all copies of all pictures', async () => visitors.seen().hasAllPictures);
      early = await askTooEarly(edge, demo.clients, [...visitors.seen().picturePaths][0] ?? '');
      await releaseAndBack(() => visitors.seen().assetPaths.size);
    } finally {
      await rate.stop();
      clearInterval(forgetting);
    }
    seen = visitors.seen();
    ends = counted(rate.outcomes.map(({ outcome }) => outcome));
    const reasons = await stopReasonsSince(startedAt);
    const stopped = counted(reasons.map((reason) => reason.replace(/ecs-svc.\d+/, 'ID')));
    say(`releases with other assets: ${JSON.stringify({ ...seen.counts, ...ends, stopped })}`);
  });

  test('every page, every asset of either release and every picture is found', () => {
    expect(counted(seen.faults.status)).toEqual({});
    expect(Object.keys(ends)).toEqual(['left']);
    expect(seen.counts.pages).toBeGreaterThan(20 * loadPerSecond);
    expect(seen.counts.fetched).toBeGreaterThan(loadPerSecond);
  });

  test('pages are compressed for the browsers that take it', () => {
    expect(counted(seen.faults.encoding)).toEqual({});
  });

  test('visitors with cookies get pictures from the cache of the edge', () => {
    expect(counted(seen.faults.picture)).toEqual({});
    expect(seen.counts.pictures).toBeGreaterThan(20 * loadPerSecond);
  });

  test('nobody is given the cookies or the cart of another visitor', () => {
    expect(counted(seen.faults.ownership)).toEqual({});
    // For each cart at least one that names it, and one that holds the session.
    expect(seen.counts.cookies).toBeGreaterThanOrEqual(2 * seen.counts.carts);
    expect(seen.counts.carts).toBeGreaterThan(2 * loadPerSecond);
  });

  test('an error is gone at the edge as soon as the store has what was missing', () => {
    expect(early).toEqual({ page: [404, 404, 200], picture: [404, 404, 200], asset: [404, 404, 200] });
  });
});

/** Releases the store with another style sheet, waits until visitors have seen it, and releases the store again. */
async function releaseAndBack(assetsSeen: () => number): Promise<void> {
  const context = await mkdtemp(join(tmpdir(), 'parity-release-'));
  try {
    await cp('store/demo', context, { recursive: true });
    await appendFile(join(context, 'app/assets/store.css'), '\n.next-release { color: inherit; }\n');
    const before = assetsSeen();
    await demo.release(context);
    await eventually('an asset of the next release', async () => assetsSeen() > before);
    await demo.release();
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** The edge's copies of assets; its errors stay, as long as it keeps them. */
async function forgetAssets(): Promise<void> {
  const kept = '/var/cache/parity/objects';
  const found = `grep -rlaE '^KEY: .*/assets/' ${kept} | xargs -r grep -laE '^HTTP/1.[01] 200' | xargs -r rm -f`;
  await engine.exec(`${demo.name}-edge-1`, ['sh', '-c', found]);
}

/** What is released here serves from then on: the cases that follow need no store. */
const good: Release = { container: standIn('good'), size: { cpu: '256', memory: '512' } };

test('store:release migrates, rolls out and replaces assets, is refused what breaks the running version, and store:rollback goes back', async () => {
  const ecs = await demo.clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: 'spree-local-web' });
  const base = taskDefinition?.containerDefinitions?.[0]?.image ?? '';
  const adds =
    'class AddNotes < ActiveRecord::Migration[7.2]\n  def change = create_table(:notes) { |t| t.string :text }\nend\n';
  const removes =
    'class RemoveText < ActiveRecord::Migration[7.2]\n  def change = remove_column(:notes, :text, :string)\nend\n';
  const second = await imageOnTopOf(base, 'second', { '20261127100000_add_notes': adds });
  const third = await imageOnTopOf(second, 'third', { '20261127110000_remove_text': removes });
  const assured = removes.replace(/remove_column.*$/m, 'safety_assured { $& }');
  const meant = await imageOnTopOf(second, 'meant', { '20261127110000_remove_text': assured });
  try {
    const store = (name: string, args: readonly string[], image = second) =>
      demo.script(name, args, { variables: { STORE_IMAGE: image } });
    const { load, outcome } = await under('store:release', () => store('store:release', ['--json']));
    expect([outcome.exitCode, outcome.exitCode === 0 ? '' : outcome.stderr]).toEqual([0, '']);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ release: expect.stringMatching(/^given-/) });
    expect(load.failed).toBe(0);
    const edge = edgeClient(demo.storefrontUrl, demo.certificateAuthority);
    const notice = async () => (await edge.get('/assets/notice.txt')).body.toString().trim();
    expect(await notice()).toBe('second');

    const refused = await store('store:release', [], third);
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('RemoveText');
    expect(refused.stderr).toContain('No service was started or changed in local');
    // It was published by then, and what runs has kept its own.
    expect(await notice()).toBe('second');
    for (const [image, content] of [
      [third, 'third'],
      [second, 'second'],
    ] as const) {
      const published = await store('store:publish', ['--image', image, '--json']);
      expect([published.exitCode, published.stdout]).toEqual([0, expect.stringContaining('invalidated')]);
      expect(await notice()).toBe(content);
    }

    const back = await under('store:rollback', () => store('store:rollback', ['--json']));
    expect([back.outcome.exitCode, back.outcome.exitCode === 0 ? '' : back.outcome.stderr]).toEqual([0, '']);
    expect(back.load.failed).toBe(0);
    // Other tests have released before.
    const { stdout } = await store('store:rollback', ['--list', '--json']);
    const [newest, earlier] = listedSchema.parse(JSON.parse(stdout));
    expect([newest?.state, earlier?.state]).toEqual(['rolled back', 'running']);
    expect(earlier?.health).toBe('web 2/2 worker 1/1');

    const { load: amid, outcome: again } = await under('store:release, killed in its roll-out', async () => {
      await killedInRollOut(() => demo.begin('store:release', [], { STORE_IMAGE: meant }));
      // The lock is that of a process which is gone.
      const over = await store('store:rollback', [], meant);
      expect(over.stderr).toContain('cannot run with the database as it is now');
      expect([over.exitCode === 0, over.stderr]).toEqual([false, expect.stringContaining('RemoveText')]);
      return await store('store:release', ['--json'], meant);
    });
    expect([again.exitCode, again.exitCode === 0 ? '' : again.stderr]).toEqual([0, '']);
    expect(amid.failed).toBe(0);
    const listed = await store('store:rollback', ['--list', '--json']);
    const [finished, ...others] = listedSchema.parse(JSON.parse(listed.stdout));
    expect([finished?.state, finished?.health]).toEqual(['running', 'web 2/2 worker 1/1']);
    expect(others.map(({ isAllowed }) => isAllowed)).not.toContain(true);
  } finally {
    await removeImages(engine, [meant, third, second]);
  }
});

/** Kills a release once a task of its revision has started, as if its machine had gone. */
async function killedInRollOut(begin: () => StartedProcess): Promise<void> {
  const before = await web.tasks();
  const isNew = ({ taskArn }: { readonly taskArn?: string | undefined }) =>
    before.every((each) => each.taskArn !== taskArn);
  const release = begin();
  await eventually('a task of the release', async () => (await web.tasks()).some(isNew));
  release.kill('SIGKILL');
  expect(await release.ended).toEqual({ signal: 'SIGKILL' });
}

test('a release continues to its end when the control plane is killed in the middle of it', async () => {
  const kill = () => killControlPlane(engine, demo.name, demo.clients);
  const { load, outcome } = await under('a control plane killed twice in mid-release', () =>
    roll(web, good, async (isNew) => {
      await kill();
      await eventually('a new task that runs', async () =>
        (await web.tasks()).some((task) => isNew(task) && task.lastStatus === 'RUNNING'),
      );
      await kill();
    }),
  );
  expect(outcome.deployment).toMatchObject({ status: 'SUCCESSFUL' });
  expect(outcome.events.slice(-2)).toEqual(rolled.ends);
  expect(outcome.stayed).toEqual([]);
  expect(load.failed).toBe(0);
});

test('10,000 requests over two releases and a kill of the control plane are counted exactly', async () => {
  const edge = edgeClient(demo.storefrontUrl, demo.certificateAuthority);
  const before = await countRequests(demo.clients, edge);
  const rate = startSteadyRate({ perSecond: 200, longestMs: 50_000 }, () =>
    edge.get(visitorPath).then(({ status }) => String(status), String),
  );
  try {
    await roll(web, good);
    await roll(web, good, () => killControlPlane(engine, demo.name, demo.clients));
    await eventually('10,000 answers', async () => rate.outcomes.length === 10_000);
  } finally {
    await rate.stop();
  }
  const after = await countRequests(demo.clients, edge);
  expect(counted(rate.outcomes.map(({ outcome }) => outcome))).toEqual({ 200: 10_000 });
  // With the request that ends the second count.
  expect(after).toEqual({ edge: before.edge + 10_001, loadBalancer: before.loadBalancer + 10_001 });
});

/** Waits until so many tasks have stopped since then, and tells why. */
async function stoppedSince(since: Date, count: number): Promise<readonly string[]> {
  await eventually('the end of tasks', async () => (await stopReasonsSince(since)).length === count);
  return await stopReasonsSince(since);
}

/** Why tasks have stopped since then. */
async function stopReasonsSince(since: Date): Promise<readonly string[]> {
  return (await web.tasks('STOPPED'))
    .filter(
      ({ stoppingAt, lastStatus }) =>
        stoppingAt !== undefined && stoppingAt >= since && lastStatus === 'STOPPED',
    )
    .map(({ stopCode, stoppedReason }) => `${stopCode}: ${stoppedReason}`);
}

test('scaling out and in loses no request', async () => {
  const since = new Date();
  const { load, outcome } = await under('a scale-out and a scale-in', async () => {
    await web.scale(4);
    await web.untilStable();
    await web.scale(2);
    return stoppedSince(since, 2);
  });
  const scaledIn = expect.stringMatching(
    /^ServiceSchedulerInitiated: Scaling activity initiated by \(deployment ecs-svc/,
  );
  expect(outcome).toEqual([scaledIn, scaledIn]);
  expect(load.failed).toBe(0);
});

test('scaling out and in during a release loses no request, and the release completes', async () => {
  const { load, outcome } = await under('scaling in mid-release', () =>
    roll(web, good, async () => {
      await web.scale(4);
      await eventually('more tasks than two of each', async () => (await web.tasks()).length > 4);
      await web.scale(2);
    }),
  );
  expect(outcome.deployment).toMatchObject({ status: 'SUCCESSFUL' });
  expect(outcome.stayed).toEqual([]);
  expect(await web.tasks()).toHaveLength(2);
  expect(load.failed).toBe(0);
});

/** What `store:doctor` finds first, which has to be the cause of what is broken. */
async function doctorFindsFirst() {
  const { exitCode, stdout } = await demo.script('store:doctor', ['--json']);
  const { findings } = diagnosisSchema.parse(JSON.parse(stdout));
  return { exitCode, ...findings[0] };
}

const diagnosisSchema = z.object({
  findings: z.array(z.object({ cause: z.string(), about: z.string(), says: z.string() })),
});

const rolledBack = {
  deployment: {
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
    deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
  },
  events: [
    '(deployment ID) deployment failed: tasks failed to start.',
    'rolling back to deployment ID.',
    'has reached a steady state.',
  ],
};
/** Keeps a new task from counting as healthy, whatever its target is, for as long as a case takes. */
const lateHealthCheck = { command: ['CMD-SHELL', 'true'], interval: 60 };

test('a release whose container exits at once is rolled back, unnoticed by any client', async () => {
  const { load, outcome } = await under('a container that exits at once', () =>
    roll(web, { container: standIn('exits') }),
  );
  expect(outcome.deployment).toMatchObject(rolledBack.deployment);
  expect(outcome.events).toEqual(expect.arrayContaining(rolledBack.events));
  expect(outcome.ends).toContain(
    'EssentialContainerExited: Essential container in task exited (exit code 3)',
  );
  expect(outcome.stayed).toHaveLength(2);
  expect(load.failed).toBe(0);
  expect(await doctorFindsFirst()).toMatchObject({
    ...{ exitCode: 1, cause: 'command-fails' },
    says: expect.stringMatching(/taken back because of this: .* exit code 3/),
  });
});

test('a release that never becomes healthy is rolled back, unnoticed by any client', async () => {
  const { load, outcome } = await under('a release that never gets healthy', () =>
    roll(web, { container: standIn('never healthy'), service: { healthCheckGracePeriodSeconds: 5 } }),
  );
  expect(outcome.deployment).toMatchObject(rolledBack.deployment);
  expect(outcome.events).toEqual(
    expect.arrayContaining([
      '(port 3000) is unhealthy in due to (reason Health checks failed with these codes: [500])',
      ...rolledBack.events,
    ]),
  );
  expect(outcome.stayed).toHaveLength(2);
  expect(load.failed).toBe(0);
  expect(await doctorFindsFirst()).toMatchObject({
    ...{ exitCode: 1, cause: 'health-check' },
    says: expect.stringContaining('answers /up with 500'),
  });
});

test('a release that becomes healthy and then fails is rolled back; only its own responses fail', async () => {
  const { load, outcome } = await under('a release that gets healthy and then fails', () =>
    roll(web, { container: { ...standIn('sours'), healthCheck: lateHealthCheck } }),
  );
  expect(outcome.deployment).toMatchObject(rolledBack.deployment);
  expect(outcome.events).toEqual(expect.arrayContaining(rolledBack.events));
  expect(outcome.stayed).toHaveLength(2);
  // Two of four targets are sour at a time, until three checks of 5 s have failed, and that several times.
  expect(Object.keys(load.failures)).toEqual(['500']);
  expect(load.failed).toBeLessThan(load.requests / 2);
});

test('a release during which an alarm goes off is rolled back, unnoticed by any client', async () => {
  const name = `${demo.name}-errors`;
  const alarm = await alarmOf(demo.clients, name);
  const alarms = { alarmNames: [name], enable: true, rollback: true };
  const release = {
    container: { ...standIn('good'), healthCheck: lateHealthCheck },
    service: { deploymentConfiguration: { alarms } },
  };
  const { load, outcome } = await under('an alarm in mid-release', () =>
    roll(web, release, () => alarm.set('ALARM')),
  );
  expect(outcome.deployment).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'ECS deployment: alarm detected.',
    alarms: { status: 'TRIGGERED', alarmNames: [name] },
  });
  expect(outcome.stayed).toHaveLength(2);
  expect(load.failed).toBe(0);
  await alarm.set('OK');
});

test('a killed task is replaced within a second of its exit; its replacement soon serves requests', async () => {
  const { load, outcome } = await under('a task killed', async () => {
    const tasks = await web.tasks();
    const death = firstDeath(engine, demo.name, tasks);
    await engine.killContainer(runtimeIdOf(tasks[0]), 'SIGKILL');
    return await replaced(await death);
  });
  expect(outcome.endOfVictim).toBe(
    'EssentialContainerExited: Essential container in task exited (exit code 137)',
  );
  expect(outcome.afterMs).toBeLessThan(1000);
  const { runsMs, registeredMs, visitedMs, ownReadinessMs } = outcome.start;
  // The rest is the engine's start of two containers, which depends on the machine.
  expect(registeredMs - runsMs).toBeLessThan(500);
  expect(visitedMs - runsMs - ownReadinessMs).toBeLessThan(1000);
  // What the victim was answering, and what it was sent until the engine told of its death.
  expect(load.failed).toBeLessThan(loadPerSecond);
});

test('an outage is over at the edge as soon as a task answers again, for pages, pictures and assets', async () => {
  const edge = edgeClient(demo.storefrontUrl, demo.certificateAuthority);
  const paths = [visitorPath, '/rails/active_storage/outage?visitor', '/assets/outage.css?visitor'];
  await web.untilStable();
  await Promise.all((await web.tasks()).map((task) => engine.killContainer(runtimeIdOf(task), 'SIGKILL')));
  const rate = startSteadyRate({ perSecond: loadPerSecond, longestMs: 60_000 }, (index) =>
    edge.get(paths[index % paths.length] ?? '').then(({ status }) => String(status), String),
  );
  let backAt = Number.POSITIVE_INFINITY;
  const since = () => rate.outcomes.filter(({ sentAt }) => sentAt >= backAt);
  try {
    await eventually('a task that answers', async () => {
      const asked = await fetch(`${demo.loadBalancerUrl}${visitorPath}`).catch(() => undefined);
      return asked?.ok === true;
    });
    backAt = Date.now();
    await eventually('answers of a second', async () => since().length >= loadPerSecond);
  } finally {
    await rate.stop();
  }
  await web.untilStable();
  const own = await Promise.all(paths.map((path) => fetch(`${demo.loadBalancerUrl}${path}`)));
  const wrong = since().filter(({ index, outcome }) => outcome !== String(own[index % own.length]?.status));
  const during = rate.outcomes.filter(({ endedAt, outcome }) => endedAt < backAt && /^50/.test(outcome));
  say(`an outage: ${JSON.stringify(counted(during.map(({ outcome }) => outcome)))}`);
  expect(new Set(during.map(({ index }) => index % paths.length)).size).toBe(paths.length);
  expect(counted(wrong.map(({ outcome }) => outcome))).toEqual({});
});

test('a task that runs out of memory is killed, reports it, and is replaced', async () => {
  const { load, outcome } = await under('a task that runs out of memory', async () => {
    const death = firstDeath(engine, demo.name, await web.tasks());
    await fetch(`${demo.loadBalancerUrl}/eat`).catch(() => undefined);
    return await replaced(await death);
  });
  expect(outcome.endOfVictim).toBe(
    'EssentialContainerExited: Essential container in task exited (exit code 137, OutOfMemoryError: Container killed due to memory usage)',
  );
  expect(outcome.afterMs).toBeLessThan(1000);
  // While it fills its memory it answers slowly; what it holds by then is lost with it.
  expect(load.failed).toBeLessThan(3 * loadPerSecond);
  expect(await doctorFindsFirst()).toMatchObject({ exitCode: 1, cause: 'memory', about: 'web' });
});

async function replaced(death: Parameters<typeof replacementOf>[0]): Promise<Replacement> {
  const replacement = await replacementOf(death, {
    service: web,
    engine,
    loadBalancerUrl: demo.loadBalancerUrl,
  });
  say(inWords(replacement));
  return replacement;
}

const deploymentsSchema = z.object({ serviceDeployments: z.array(z.object({ status: z.string() })) });

test.runIf(await hasAwsCli())('the AWS CLI forces a deployment, waits for it and lists it', async () => {
  const aws = (...args: string[]) => awsCli(demo.awsEndpointUrl, ['ecs', ...args]);
  const place = ['--cluster', 'spree-local-cluster'];
  await aws('update-service', ...place, '--service', 'spree-local-web', '--force-new-deployment');
  await aws('wait', 'services-stable', ...place, '--services', 'spree-local-web');
  const listed = await aws('list-service-deployments', ...place, '--service', 'spree-local-web');
  const { serviceDeployments } = deploymentsSchema.parse(listed);
  expect(serviceDeployments[0]?.status).toBe('SUCCESSFUL');
});

test('store:doctor names the cause first: an image or the key of a secret that is not there, and no task that is wanted', async () => {
  await web.suspendScaling();
  const ecs = await demo.clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: 'spree-local-web' });
  const [repository] = taskDefinition?.containerDefinitions?.[0]?.image?.split(':') ?? [];
  await roll(web, { container: { ...standIn('good'), image: `${repository}:nothing` } });
  expect(await doctorFindsFirst()).toMatchObject({
    ...{ exitCode: 1, cause: 'image-pull' },
    says: expect.stringContaining('not in the registry'),
  });
  const { ARN } = await (await demo.clients.secretsManager()).describeSecret({
    SecretId: 'spree-local/rails',
  });
  const secrets = [{ name: 'MISSING', valueFrom: `${ARN}:missing::` }];
  await roll(web, { container: { ...standIn('good'), secrets } });
  expect(await doctorFindsFirst()).toMatchObject({
    ...{ exitCode: 1, cause: 'secrets' },
    says: expect.stringContaining('no such key'),
  });
  await web.scale(0);
  expect(await doctorFindsFirst()).toMatchObject({ exitCode: 1, cause: 'too-few-tasks', about: 'web' });
});

/** A page that is read from the database, unlike what visitors ask for elsewhere, which stand-ins have too. */
const catalogue = '/';

const listedSchema = z.array(
  z.object({ release: z.string(), state: z.string(), health: z.string(), isAllowed: z.boolean() }),
);

/** With scaling suspended: on a busy machine, the requests and the starts of tasks alone would scale web out. */
const under = async <T>(title: string, work: () => Promise<T>, path?: string) => {
  await web.suspendScaling();
  return await underLoad(title, demo.loadBalancerUrl, work, path);
};
