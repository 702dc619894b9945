import { availableParallelism, loadavg } from 'node:os';
import { say } from './say.ts';
import { visitorPath } from './stand-in.ts';
import { type LoadReport, sayLoad, startSteadyLoad } from './steady-load.ts';

/** Requests a second. */
export const loadPerSecond = 30;

/** Runs `work` while visitors come to the load balancer, and says how that went for them. */
export async function underLoad<T>(
  title: string,
  loadBalancerUrl: string,
  work: () => Promise<T>,
  path = visitorPath,
): Promise<{ readonly load: LoadReport; readonly outcome: T }> {
  const url = `${loadBalancerUrl}${path}`;
  const steady = startSteadyLoad({ url, perSecond: loadPerSecond, longestMs: 280_000 });
  try {
    const outcome = await work();
    const load = await steady.stop();
    say(`${title}: ${sayLoad(load)}; ${sayMachine()}`);
    return { load, outcome };
  } finally {
    await steady.stop();
  }
}

/** A machine that has other work to do loses requests for that alone. */
function sayMachine(): string {
  return `load average ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} CPUs`;
}
