/** A failover of a cache's replication group that `TestFailover` asked for. */
export interface CacheFailover {
  readonly replicationGroupId: string;
  readonly nodeGroupId: string;
  /** Ids of the cache clusters that were its primary node before and after. */
  readonly from: string;
  readonly to: string;
  /** Milliseconds of the epoch. */
  readonly startedAt: number;
  /** Absent while the server restarts, and where that could not be seen to its end. */
  readonly endedAt?: number;
}
