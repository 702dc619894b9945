/** When an alarm is judged, and how long a metric may take until it is there. */
export interface Evaluation {
  readonly nowMs: number;
  readonly deliveryMs: number;
}
