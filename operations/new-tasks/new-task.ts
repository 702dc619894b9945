/** A target of a task in a target group, as the load balancer sees it. */
export interface TaskTarget {
  /** Such as `initial`, `healthy` or `unhealthy`. */
  readonly state: string;
  /** A code of the load balancer, such as `Target.Timeout`. */
  readonly reason: string | undefined;
  /** Such as `Health checks failed with these codes: [500]`. */
  readonly description: string | undefined;
  readonly port: number | undefined;
  /** What the health check asks for; undefined where it only connects. */
  readonly path: string | undefined;
}

/** A health check of a task's containers. */
export interface ContainerCheck {
  readonly command: string;
  /** How long a container may fail it after its start until it is unhealthy, in milliseconds. */
  readonly patienceMs: number;
}

/** A task that a service has started while it is waited for. Times are milliseconds since the epoch. */
export interface NewTask {
  readonly id: string;
  /** As people know it, such as `web/24c88e77`. */
  readonly name: string;
  readonly service: string;
  /** ARN of its task definition. */
  readonly revision: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly isPulling: boolean;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly stoppedReason: string | undefined;
  /** `HEALTHY`, `UNHEALTHY` or `UNKNOWN`, by the health checks of its containers. */
  readonly healthStatus: string;
  readonly containers: readonly {
    readonly name: string;
    readonly exitCode: number | undefined;
    readonly reason: string | undefined;
  }[];
  readonly targets: readonly TaskTarget[];
  /** How many target groups its service has: until a target of each is there, it is being registered. */
  readonly targetGroups: number;
  readonly check: ContainerCheck | undefined;
  /** For so long after its start ECS ignores failed health checks. */
  readonly graceMs: number;
}

/** A deployment under way, as its circuit breaker counts. */
export interface CountedDeployment {
  readonly service: string;
  readonly failedTasks: number;
  /** At so many failed tasks ECS gives the deployment up; undefined without a circuit breaker. */
  readonly threshold: number | undefined;
}

/** What services have started, and how their deployments stand. */
export interface NewTasks {
  readonly tasks: readonly NewTask[];
  readonly deployments: readonly CountedDeployment[];
}

/** How much shorter the waits of an environment are than its definition says; as it says where absent. */
export interface Pace {
  readonly timeScale?: number;
  /** The longest grace of a health check, in seconds. */
  readonly longestGraceSeconds?: number;
}
