import type { ReconcileLoop } from './loop/reconcile-loop.ts';
import { updateTaskProtection } from './scheduler/commands/task-protection.ts';
import type { Protect } from './task-endpoint/protection/answer-protection.ts';

/** How tasks change their own protection: on the state that the loop holds. */
export function protectOn(loop: Pick<ReconcileLoop, 'transact'>): Protect {
  return (change) =>
    loop.transact((persisted, now) => {
      const result = updateTaskProtection(persisted.cluster, change, now);
      return { state: result.ok ? { ...persisted, cluster: result.state } : persisted, result };
    });
}
