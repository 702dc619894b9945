import type { LogLine } from '../../../operations/logs/log-line.ts';
import type { Clock } from '../../../time/clock.ts';
import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import type { DefinedWriter } from './defined-writers.ts';
import type { WrittenLogs } from './written-logs.ts';

/** What reading logs needs of the engine. */
export type LogsEngine = Pick<Engine, 'containerLogs' | 'listContainers'>;

/** An environment whose logs are read. */
export interface LoggingEnvironment {
  readonly engine: LogsEngine;
  readonly environment: Pick<LocalEnvironment, 'labels' | 'name'>;
  readonly defined: readonly DefinedWriter[];
  readonly written: WrittenLogs;
}

/** Who is given the lines, and until when. */
export interface LogReader {
  readonly onLine: (line: LogLine) => void;
  /** A remark beside the lines. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}
