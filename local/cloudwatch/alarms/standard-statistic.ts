const standard: ReadonlySet<string> = new Set(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']);

/** Whether CloudWatch calls it a `Statistic`; all others, such as percentiles, it calls an `ExtendedStatistic`. */
export function isStandardStatistic(stat: string): boolean {
  return standard.has(stat);
}
