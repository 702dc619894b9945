import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../time/wait-until.ts';
import type { ParityStatus } from './api/parity/status.ts';
import { type ControlPlaneStage, openControlPlaneStage } from './testing/control-plane-stage.ts';
import { exampleWorkload } from './testing/example-workload.ts';

let stage: ControlPlaneStage;
const put = () => stage.put(exampleWorkload(stage.taskImage, 'setInterval(() => {}, 1000)'));

beforeAll(async () => {
  stage = await openControlPlaneStage();
  await put();
});
afterAll(() => stage?.close());

const isRunning = (task: ParityStatus['tasks'][number]) =>
  task.lastStatus === 'RUNNING' && task.desiredStatus === 'RUNNING';

interface Seen {
  readonly tasks: readonly string[];
  readonly containers: readonly (string | undefined)[];
  readonly deployment: string | null | undefined;
}

/** The two tasks of the service, once both run and their deployment is complete or will be. */
async function seen(): Promise<Seen> {
  const status = await stage.until('two tasks run', ({ tasks }) => tasks.filter(isRunning).length === 2);
  const tasks = status.tasks
    .filter(isRunning)
    .map(({ id }) => id)
    .sort();
  const containers = await Promise.all(tasks.map(async (id) => (await stage.container(id, 'web'))?.id));
  return { tasks, containers, deployment: status.services[0]?.deploymentId };
}

/** Node says it, as the image has no other language: the digest is right, so that the shape alone is wrong. */
const withoutMember = `node -e "
  const { readFileSync, writeFileSync } = require('fs');
  const { state: { cluster: { sequence, ...cluster } }, ...file } = JSON.parse(readFileSync(process.env.STATE));
  const state = { cluster };
  const sha256 = require('crypto').createHash('sha256').update(JSON.stringify(state)).digest('hex');
  writeFileSync(process.env.STATE, JSON.stringify({ ...file, sha256, state }));"`;

describe('tasks that run', () => {
  it.each([
    ['is damaged', 'printf x >> "$STATE" && sed -i s/PRIMARY/primary/ "$STATE"'],
    ['lacks a member', withoutMember],
    ['is gone', 'rm "$STATE"'],
  ])('keep running when the state %s, and the same definition changes nothing', async (_title, command) => {
    const before = await seen();
    await stage.crashAndLose(command);
    await stage.start();
    expect(await seen()).toEqual(before);
    await put();
    expect(await seen()).toEqual(before);
    const { tasks } = await stage.status();
    expect(tasks.filter((task) => !isRunning(task))).toEqual([]);
  });

  it('are replaced as ever when one of them ends after that', async () => {
    const { tasks, containers } = await seen();
    await stage.engine.killContainer(containers[0] ?? '', 'SIGKILL');
    await stage.until('the killed task stopped', (status) =>
      status.tasks.some(({ id, lastStatus }) => id === tasks[0] && lastStatus === 'STOPPED'),
    );
    const after = await seen();
    expect(after.tasks).toContain(tasks[1]);
    expect(after.tasks).not.toContain(tasks[0]);
  });

  it('keep running when the state is of a newer version, which is left as it is and reported', async () => {
    const before = await seen();
    await stage.crashAndLose('sed -i.before \'s/"version":2/"version":99/\' "$STATE"');
    await stage.start();
    const refusal = await waitUntil({ what: 'an answer', timeoutMs: 60_000 }, stage.answer);
    expect(refusal).toMatchObject({
      status: 503,
      body: { code: 'STATE_NEWER', hint: expect.stringContaining('local:down') },
    });
    const states = before.tasks.map(async (id) => (await stage.container(id, 'web'))?.state);
    expect(await Promise.all(states)).toEqual(['running', 'running']);
    await stage.crashAndLose('mv "$STATE.before" "$STATE"');
    await stage.start();
    expect(await seen()).toEqual(before);
  });
});
