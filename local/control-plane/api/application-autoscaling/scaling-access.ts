import type { ReconcileLoop } from '../../loop/reconcile-loop.ts';

/** The whole state: scaling changes alarms and services with it. */
export type Persisted = ReturnType<ReconcileLoop['persisted']>;

/** What the operations of Application Auto Scaling need of the control plane. */
export interface ScalingAccess {
  /** The targets with their policies, and the alarms and services beside them. */
  scaling(): Persisted;
  /** Changes them in one transaction; ends once the new state is on disk. What the change raises changes nothing. */
  changeScaling<T>(change: ScalingChange<T>): Promise<T>;
}

/** A pure change; the time is in milliseconds since the epoch. */
export type ScalingChange<T> = (
  state: Persisted,
  nowMs: number,
) => { readonly state: Persisted; readonly result: T };

/** On the loop that holds the state. */
export function scalingAccess(loop: Pick<ReconcileLoop, 'persisted' | 'transact'>): ScalingAccess {
  return { scaling: loop.persisted, changeScaling: (change) => loop.transact(change) };
}
