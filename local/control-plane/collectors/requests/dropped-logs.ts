import type { Log } from '../../logger.ts';

/**
 * Logs how many requests have no line in the load balancer's log, and are in no metric: HAProxy drops what the engine does
 * not take in time. It is told the worker's counter now and then. Of a worker that a reload replaces, what it dropped
 * since it was looked at last stays unknown.
 * @see https://docs.haproxy.org/3.0/management.html#9.3-show%20info
 */
export function droppedLogWatch(log: Log): (droppedLogs: number) => void {
  let before = 0;
  return (droppedLogs) => {
    // A smaller number is that of another worker.
    const requests = droppedLogs < before ? droppedLogs : droppedLogs - before;
    before = droppedLogs;
    if (requests === 0) return;
    log.warn('requests are missing from the metrics: the engine did not take a part of the log in time', {
      requests,
    });
  };
}
