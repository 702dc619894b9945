import type { ECS } from '../../../aws/ecs-types.ts';
import type { Ends } from '../../../local/control-plane/api/testing/simulated-control-plane.ts';
import { type ReleasedStore, releasedStore } from './released-store.ts';

/** The calls that change something at ECS. */
const changing = [
  'registerTaskDefinition',
  'deregisterTaskDefinition',
  'runTask',
  'tagResource',
  'updateService',
] as const;

/**
 * The store as a process reaches it that is killed right after its nth change, by ECS or by CloudFormation: that call has its
 * effect, and nothing that was to follow it happens, not even what would clean up.
 */
export function untilKilled(
  store: ReleasedStore,
  after: number,
): { store: ReleasedStore; killed: Promise<string> } {
  let killed: (call: string) => void = () => {};
  const death = new Promise<string>((resolve) => {
    killed = resolve;
  });
  let changes = 0;
  const counted = async <T>(call: string, answer: T): Promise<T> => {
    changes += 1;
    if (changes < after) return answer;
    killed(call);
    return await new Promise<T>(() => {});
  };
  const ecs: ECS = new Proxy(store.ecs, {
    get: (client, name) => {
      const call: unknown = Reflect.get(client, name);
      if (typeof call !== 'function') return call;
      return async (input: unknown) => {
        const answer: unknown = await Reflect.apply(call, client, [input]);
        return changing.some((each) => each === name) ? await counted(String(name), answer) : answer;
      };
    },
  });
  const clients = { ...store.target.clients, ecs: async () => ecs };
  const applyWorkload: ReleasedStore['controlPlane']['applyWorkload'] = async (release) =>
    await counted('applyWorkload', await store.controlPlane.applyWorkload(release));
  const controlPlane = { ...store.controlPlane, applyWorkload };
  return { store: { ...store, ecs, controlPlane, target: { ...store.target, clients } }, killed: death };
}

/**
 * Does the work in a fresh store once for each of its changes, killed right after it, and says what is there then. Gives
 * the calls, in order.
 */
export async function killedAfterEach(
  prepared: (store: ReleasedStore) => Promise<unknown>,
  work: (store: ReleasedStore) => Promise<unknown>,
  then: (store: ReleasedStore, call: string) => Promise<void>,
  isDeployed = true,
): Promise<readonly string[]> {
  const calls: string[] = [];
  for (;;) {
    await using store = await releasedStore(endsOfSetUp, undefined, isDeployed);
    await prepared(store);
    const killable = untilKilled(store, calls.length + 1);
    const call = await Promise.race([killable.killed, work(killable.store).then(() => undefined)]);
    if (call === undefined) return calls;
    calls.push(call);
    await then(store, `${calls.length}. ${call}`);
  }
}

/** The task of the set-up has no command besides that of its definition, and comes to its end. */
const endsOfSetUp: Ends = ({ name }) => (name === 'setup' ? 0 : undefined);
