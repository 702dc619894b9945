import { listed, tasks } from '../../../local/scaling/words/numbers.ts';
import { fulfilmentMs } from '../lateness.ts';
import { type Counted, counted, windowsBetween } from '../load-windows.ts';
import type { JudgedService } from '../policies/judged-service.ts';
import type { MadeChange } from '../policies/observed-changes.ts';
import type { ScalingFinding } from '../verdict.ts';
import { runTime } from '../words/run-time.ts';

/** Requests failed while tasks that answer them were started or stopped, and more of them than in the minute before. */
export function lostRequests(service: JudgedService): readonly ScalingFinding[] {
  if (!answersRequests(service)) return [];
  const [worst] = service.made
    .map((change) => ({ change, lost: requestsWhile(service, change) }))
    .filter(({ change, lost }) => isForTheChange(lost, requestsBefore(service, change)))
    .toSorted((left, right) => right.lost.failed - left.lost.failed);
  if (worst === undefined) return [];
  const { name } = service;
  return [{ service: name, kind: 'lost-requests-while-scaling', sentence: sentenceOf(service, worst) }];
}

/** Whether a service has target groups; one that was never observed may have some. */
function answersRequests({ samples }: JudgedService): boolean {
  return samples.length === 0 || samples.some(({ healthyTargets }) => healthyTargets !== undefined);
}

/** Until the window after the change was fulfilled: a task that stops answers its last requests until then. */
function endOf(
  { record }: JudgedService,
  { activityAtMs, fulfilledAtMs, replacedAtMs = Infinity }: MadeChange,
): number {
  const endMs = Math.min(fulfilledAtMs ?? activityAtMs + fulfilmentMs, replacedAtMs, record.endMs);
  return endMs + record.load.windowMs;
}

function requestsWhile(service: JudgedService, change: MadeChange): Counted {
  const { load } = service.record;
  return counted(windowsBetween(load, change.activityAtMs - load.windowMs, endOf(service, change)));
}

const beforeMs = 60_000;

function requestsBefore({ record: { load } }: JudgedService, { activityAtMs }: MadeChange): Counted {
  return counted(windowsBetween(load, activityAtMs - beforeMs, activityAtMs - load.windowMs));
}

/** Failures that were half as frequent before are those of too much load, or of a store that fails anyway. */
const share = 0.5;

function isForTheChange(during: Counted, before: Counted): boolean {
  return shareOf(before) < share * shareOf(during);
}

function shareOf({ requests, failed }: Counted): number {
  return requests === 0 ? 0 : failed / requests;
}

function sentenceOf(
  service: JudgedService,
  { change, lost }: { readonly change: MadeChange; readonly lost: Counted },
): string {
  const { name, record } = service;
  const { from, to, activityAtMs } = change;
  const why = listed(Object.entries(lost.failures).map(([reason, count]) => `${count} with ${reason}`));
  const when = `from ${runTime(activityAtMs, record.startMs)} to ${runTime(endOf(service, change), record.startMs)}`;
  return `${lost.failed} of ${lost.requests} requests failed while ${name} went from ${from} to ${tasks(to)}, ${when}: ${why}.`;
}
