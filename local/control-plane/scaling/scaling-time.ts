/** When something is decided, in milliseconds since the epoch, and what divides cooldowns and intervals. */
export interface ScalingTime {
  readonly nowMs: number;
  readonly timeScale: number;
}
