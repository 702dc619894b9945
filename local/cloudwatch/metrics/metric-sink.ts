import type { MetricDatum } from './metric.ts';

/** Takes observations. */
export interface MetricSink {
  /**
   * Keeps the data at once and writes it to disk soon. `source` names who counts where it continues after a restart:
   * `position` is on disk together with the data, or neither is, so that nothing is counted twice.
   */
  put(data: readonly MetricDatum[], progress?: { readonly source: string; readonly position: string }): void;
  /** Where a source was with its last data that is on disk. */
  position(source: string): string | undefined;
}
