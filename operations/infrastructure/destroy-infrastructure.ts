import { Failure } from '../../failure/failure.ts';
import { changeFailed } from './change-failed.ts';
import { type InfrastructureChange, keeping } from './deploy-infrastructure.ts';
import type { InfrastructureEvent } from './infrastructure-event.ts';
import { withToolkit } from './open-toolkit.ts';
import { readStackStatus } from './stack-state.ts';
import { everything, type Infrastructure } from './synthesize-infrastructure.ts';
import { untilAborted } from './until-aborted.ts';

/** A stack after its deletion. */
export interface DestroyedStack {
  readonly name: string;
  /** Whether there was one. */
  readonly existed: boolean;
}

/**
 * Deletes all stacks, each before those that it depends on. A stack that could not be deleted is tried once more:
 * CloudFront takes its security group out of a VPC only some time after the last VPC origin is gone, and until then the VPC
 * stays. Raises `DELETION_FAILED` with what is left and what to do, `INTERRUPTED`, and `NOT_CONFIRMED`.
 */
export async function destroyInfrastructure(
  infrastructure: Infrastructure,
  change: Omit<InfrastructureChange, 'method'>,
): Promise<readonly DestroyedStack[]> {
  const stacks = infrastructure.stacks.toReversed();
  const events: InfrastructureEvent[] = [];
  const onEvent = keeping(events, change.onEvent);
  const once = () => destroyOnce(infrastructure, { ...change, onEvent });
  const failed = (error: unknown) =>
    changeFailed('DELETION_FAILED', { error, events, stacks }, change.clientsOf);
  try {
    return await once();
  } catch (error) {
    const isLeft = error instanceof Failure && error.code === 'INFRASTRUCTURE_FAILED';
    if (!isLeft || !(await hasFailedDeletion(infrastructure, change))) throw await failed(error);
    change.onEvent({
      ...{ type: 'remark', level: 'warning' },
      text: 'Something is left; the deletion is tried once more',
    });
    events.length = 0;
    return await once().catch(async (again) => {
      throw await failed(again);
    });
  }
}

async function destroyOnce(
  { folder }: Infrastructure,
  { signal, onEvent, answer, pollMs = 2000 }: Omit<InfrastructureChange, 'method'>,
): Promise<readonly DestroyedStack[]> {
  signal.throwIfAborted();
  const { stacks } = await untilAborted(
    signal,
    withToolkit({ onEvent, answer: declining(answer), signal }, async (toolkit, library) => {
      const source = await toolkit.fromAssemblyDirectory(folder);
      return await toolkit.destroy(source, {
        stacks: everything(library),
        stackEventPollingInterval: pollMs,
      });
    }),
  );
  return stacks.map(({ stackName, stackExisted }) => ({ name: stackName, existed: stackExisted }));
}

/** The library takes a no for an end without an error. */
function declining(answer: InfrastructureChange['answer']): InfrastructureChange['answer'] {
  return async (question) => {
    if (await answer(question)) return true;
    throw new Failure('NOT_CONFIRMED', 'Nothing was deleted: it was not confirmed');
  };
}

async function hasFailedDeletion(
  { stacks }: Infrastructure,
  { clientsOf }: Pick<InfrastructureChange, 'clientsOf'>,
): Promise<boolean> {
  for (const { name, region } of stacks) {
    if (region === undefined) continue;
    if ((await readStackStatus(clientsOf(region), name)) === 'DELETE_FAILED') return true;
  }
  return false;
}
