import type { AwsClients } from '../../aws/clients.ts';
import { runOneOff } from '../deployments/one-off.ts';
import type { Load } from './out-and-back.ts';

/** A job that has waited for ten minutes, in a queue that no worker serves: latency, and no work for the processor. */
export async function startWaitingJob(clients: AwsClients): Promise<Load> {
  await run(clients, 'parity:wait[600]');
  let cleared: Promise<string> | undefined;
  const stop = () => {
    cleared ??= run(clients, 'parity:stop_waiting');
    return cleared;
  };
  return { stop };
}

async function run(clients: AwsClients, task: string): Promise<string> {
  const { exitCode, output } = await runOneOff(clients, ['bin/rails', task]);
  if (exitCode !== 0) throw new Error(output);
  return output.trim().split('\n').at(-1) ?? '';
}
