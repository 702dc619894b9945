import { systemClock } from '../../time/clock.ts';
import { openWorkers, type WorkersToOpen } from '../workers/open-workers.ts';
import { sendFromWorkers } from '../workers/send-from-workers.ts';
import type { LoadSender } from './load-sender.ts';

/** Workers as those that send a load: they are ready when it is given. */
export async function loadWorkers(toOpen: WorkersToOpen): Promise<LoadSender> {
  const open = await openWorkers(toOpen);
  const { windowMs, longestMs } = toOpen.orders;
  let haveEnded = false;
  return {
    send: async (watch) => {
      const sent = await sendFromWorkers({
        ...{ ...open, ...watch, clock: toOpen.clock ?? systemClock },
        ...{ k6Version: toOpen.k6.version, windowMs, longestMs },
      });
      haveEnded = true;
      return sent;
    },
    close: async () => {
      if (!haveEnded) await open.fleet.close();
    },
  };
}
