import type { AwsClients } from '../../aws/clients.ts';
import { runOneOff } from '../deployments/one-off.ts';
import type { Load } from './out-and-back.ts';

/** Sidekiq itself would write the time of now into it. */
const put = `
job = { queue: "waiting", class: "LeaveMarkJob", args: [], jid: "waiting", enqueued_at: Time.now.to_f - 600 }
Sidekiq.redis do |redis|
  redis.sadd("queues", ["waiting"])
  redis.lpush("queue:waiting", [JSON.generate(job)])
end
puts "a job waits"
`;

const clear = 'require "sidekiq/api"; Sidekiq::Queue.new("waiting").clear; puts "no job waits"';

/** A job that has waited for ten minutes, in a queue that no worker serves: latency, and no work for the processor. */
export async function startWaitingJob(clients: AwsClients): Promise<Load> {
  await run(clients, put);
  let cleared: Promise<string> | undefined;
  const stop = () => {
    cleared ??= run(clients, clear);
    return cleared;
  };
  return { stop };
}

async function run(clients: AwsClients, ruby: string): Promise<string> {
  const { exitCode, output } = await runOneOff(clients, ['bin/rails', 'runner', ruby]);
  if (exitCode !== 0) throw new Error(output);
  return output.trim().split('\n').at(-1) ?? '';
}
