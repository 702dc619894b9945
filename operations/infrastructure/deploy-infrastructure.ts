import { changeFailed } from './change-failed.ts';
import type { InfrastructureEvent } from './infrastructure-event.ts';
import type { Answer } from './infrastructure-question.ts';
import { withToolkit } from './open-toolkit.ts';
import type { RegionalClients } from './regional-clients.ts';
import { everything, type Infrastructure } from './synthesize-infrastructure.ts';
import { untilAborted } from './until-aborted.ts';

/** How infrastructure is changed. */
export interface InfrastructureChange {
  readonly clientsOf: RegionalClients;
  readonly onEvent: (event: InfrastructureEvent) => void;
  /** Asked before each stack that changes, with what is replaced or deleted: see `approvedBy`. */
  readonly answer: Answer;
  /** How the changes are handed to CloudFormation; by a change set when absent. */
  readonly method?: 'change-set' | 'direct';
  /** Ends the waiting, and begins nothing new: what CloudFormation has begun, it ends. */
  readonly signal: AbortSignal;
  /** How often CloudFormation is asked how far it is, in milliseconds. */
  readonly pollMs?: number;
}

/** A stack after its deployment. */
export interface DeployedStack {
  readonly name: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What should have been deleted and could not be: it still exists, and may cost. */
  readonly leftBehind: readonly string[];
}

const defaultPollMs = 2000;

/**
 * Deploys all stacks, each after those that it depends on; one without changes is left alone. Raises `DEPLOYMENT_FAILED` that
 * says which resource failed first, in which state the stack is and what to do, `INTERRUPTED`, `NOT_CONFIRMED`, and the
 * failures of missing or wrong credentials.
 */
export async function deployInfrastructure(
  { folder, stacks }: Infrastructure,
  change: InfrastructureChange,
): Promise<readonly DeployedStack[]> {
  const { signal, method = 'change-set', answer, pollMs = defaultPollMs } = change;
  signal.throwIfAborted();
  const events: InfrastructureEvent[] = [];
  const onEvent = keeping(events, change.onEvent);
  try {
    const deployed = await untilAborted(
      signal,
      withToolkit({ onEvent, answer, signal }, async (toolkit, library) => {
        const source = await toolkit.fromAssemblyDirectory(folder);
        return await toolkit.deploy(source, {
          stacks: everything(library),
          deploymentMethod: { method },
          stackEventPollingInterval: pollMs,
        });
      }),
    );
    return deployed.stacks.map(({ stackName, environment: { region }, outputs, deleteFailures }) => ({
      name: stackName,
      region,
      outputs,
      leftBehind: deleteFailures.map(
        ({ resourceType, physicalResourceId, logicalResourceId }) =>
          `${resourceType} ${physicalResourceId ?? logicalResourceId}`,
      ),
    }));
  } catch (error) {
    throw await changeFailed('DEPLOYMENT_FAILED', { error, events, stacks }, change.clientsOf);
  }
}

/** Hands events on, and keeps them for the message of a failure. */
export function keeping(
  events: InfrastructureEvent[],
  onEvent: InfrastructureChange['onEvent'],
): InfrastructureChange['onEvent'] {
  return (event) => {
    events.push(event);
    onEvent(event);
  };
}
