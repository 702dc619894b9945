import type { AwsClients } from '../../../aws/clients.ts';
import { Failure } from '../../../failure/failure.ts';
import type { Clock } from '../../../time/clock.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import { provideSecret } from '../../aws/provide-secret.ts';
import { putParameter, putSecretValue } from '../../aws/put-values.ts';
import { createStack, stackEvents, stackResources, stackStatus } from '../../aws/stack.ts';
import type { LastEmulation } from '../../environment/emulation-record.ts';
import { rejectFailedResources } from '../../providers/reject-failed-resources.ts';
import { rejectFallbacks } from '../../providers/reject-fallbacks.ts';

const timeoutMs = 60_000;

/** How a refill is done, and when it has to stop. */
export interface Refilling {
  readonly clients: AwsClients;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Gives a run of LocalStack what the last complete deployment put there, through CloudFormation alone; gives the number
 * of resources. What an interrupted refill has made is taken as it is. Raises `LOCALSTACK_DEPLOYMENT_FAILED`,
 * `LOCALSTACK_FALLBACK` and `TIMED_OUT`.
 */
export async function refill(last: LastEmulation, refilling: Refilling): Promise<number> {
  const { clients } = refilling;
  await createStack(clients, last);
  await awaitStack(last, refilling);
  const resources = await stackResources(clients, last.stackName);
  rejectFallbacks(resources);
  await Promise.all([
    ...last.secrets.map((secret) => putSecret(clients, secret)),
    ...last.external.map((secret) => provideSecret(clients, secret)),
    ...last.parameters.map((parameter) => putParameter(clients, parameter)),
  ]);
  return resources.length;
}

async function awaitStack({ stackName }: LastEmulation, { clients, ...waiting }: Refilling): Promise<void> {
  const what = `LocalStack to create the stack ${stackName}`;
  await waitUntil({ what, timeoutMs, everyMs: 100, ...waiting }, async () => {
    const status = await stackStatus(clients, stackName);
    return status === undefined || status.endsWith('_IN_PROGRESS') ? undefined : true;
  });
  rejectFailedResources(stackName, await stackEvents(clients, stackName));
}

async function putSecret(
  clients: AwsClients,
  secret: { readonly name: string; readonly value: string },
): Promise<void> {
  if (await putSecretValue(clients, secret)) return;
  throw new Failure('LOCALSTACK_DEPLOYMENT_FAILED', `LocalStack has no secret ${secret.name}.`);
}
