import { expect, test } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import type { ContainerSummary, Engine, ExecResult } from '../../docker/engine.ts';
import { earlyMark } from './early-mark.ts';

const server = (id: string, state: ContainerSummary['state'] = 'running'): ContainerSummary => ({
  id,
  name: id,
  image: 'postgres',
  state,
  hostPorts: [],
  labels: {},
});

const marked = { exitCode: 0, stdout: 'spree-parity {"migratedBy":"1","seeded":true}.\n', stderr: '' };

/** An engine on which each container answers a statement in its own way. */
const engineThat = (
  answers: Readonly<Record<string, ExecResult | undefined>>,
): Pick<Engine, 'exec' | 'startExec'> => ({
  startExec: async () => {},
  exec: async (id) => {
    const answer = answers[id];
    if (answer === undefined) throw new Failure('ENGINE_CONFLICT', `${id} is not running`);
    return answer;
  },
});

const both = [server('primary'), server('replica')];

test('a database whose servers run and answer has its mark', async () => {
  const mark = await earlyMark(engineThat({ primary: marked, replica: marked }), both, 'shop');
  expect(mark).toEqual({ setUpBy: '', migratedBy: '1', seeded: true });
});

test.each<[string, readonly (ContainerSummary | undefined)[], Parameters<typeof engineThat>[0]]>([
  ['is not there', [server('primary'), undefined], { primary: marked }],
  ['does not run', [server('primary'), server('replica', 'exited')], { primary: marked, replica: marked }],
  ['stops meanwhile', both, { primary: marked }],
  ['lets nobody in', both, { primary: marked, replica: { ...marked, exitCode: 2 } }],
  ['does not have the database', both, { primary: { ...marked, stdout: '' }, replica: marked }],
])('where a server %s there is no early answer, nor a failure', async (_, servers, answers) => {
  expect(await earlyMark(engineThat(answers), servers, 'shop')).toBeUndefined();
});
