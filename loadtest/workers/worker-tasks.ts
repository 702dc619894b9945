/** The tasks in which workers run. */
export interface WorkerTasks {
  /** Starts the task of a worker; gives its id. Raises what keeps it from starting. */
  start(worker: number): Promise<string>;
  /** How these tasks are: one that is not known any more has stopped, one that is not known yet is absent. */
  look(ids: readonly string[]): Promise<ReadonlyMap<string, TaskState>>;
  /** Asks a task to end; one that has ended does not mind. */
  stop(id: string): Promise<void>;
  /** What a task said last; nothing where that cannot be read. */
  lastLines(id: string): Promise<readonly string[]>;
}

export interface TaskState {
  /** As ECS says it, such as `PENDING`. */
  readonly status: string;
  readonly hasStopped: boolean;
  /** Why it stopped, as ECS says it. */
  readonly reason?: string;
  readonly exitCode?: number;
}
