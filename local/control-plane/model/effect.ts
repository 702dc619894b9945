/**
 * What the scheduler wants done. Each effect is idempotent: after a crash it is requested again, and carrying
 * it out twice does no harm.
 */
export type Effect =
  /** Make the task's network (its pause container) and create its containers without starting them. */
  | { readonly type: 'provisionTask'; readonly taskId: string }
  | { readonly type: 'startContainer'; readonly taskId: string; readonly container: string }
  /** The stop signal of the image (SIGTERM unless it says otherwise). */
  | { readonly type: 'signalContainer'; readonly taskId: string; readonly container: string }
  | { readonly type: 'killContainer'; readonly taskId: string; readonly container: string }
  | { readonly type: 'registerTarget'; readonly taskId: string; readonly targetGroup: string }
  /** New requests stop; established ones continue until the deregistration delay is over. */
  | { readonly type: 'deregisterTarget'; readonly taskId: string; readonly targetGroup: string }
  /** Remove the task's containers, volumes and network. */
  | { readonly type: 'removeTask'; readonly taskId: string };
