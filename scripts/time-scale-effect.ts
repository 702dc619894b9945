/** What a time scale does, as a part of a sentence. */
export function timeScaleEffect(timeScale: number): string {
  return `metrics, alarms, cooldowns and schedules run ${timeScale} times as fast`;
}
