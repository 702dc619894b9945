import { Secret } from '../../failure/secret.ts';
import { systemTags } from './read-point.ts';

/** What k6 runs, and with what. */
export interface K6Script {
  /** The script's file. */
  readonly entry: string;
  /** What k6 inherits; variables that begin with `K6_` aside, which would change the run. */
  readonly environment: NodeJS.ProcessEnv;
  /** What the script reads from `__ENV`. They are variables of the process, so that no secret is among its arguments. */
  readonly variables: Readonly<Record<string, string | Secret>>;
  /** Where k6 writes its own summary, as JSON, at the end of the test. */
  readonly summaryFile?: string;
  /** More options of `k6 run`, such as an execution segment. */
  readonly moreArguments?: readonly string[];
}

/** Points are written to the standard output alone: a k6 whose reader is gone ends at its next write there. */
export function k6Arguments(options: K6Script): readonly string[] {
  return [
    'run',
    ...['--quiet', '--no-color', '--log-format', 'raw', '--no-usage-report', '--no-thresholds'],
    // No address, no REST API: two runs at a time do not meet on its port.
    ...['--address', '', '--system-tags', systemTags, '--out', 'json=-'],
    ...(options.summaryFile === undefined ? [] : ['--summary-export', options.summaryFile]),
    ...(options.moreArguments ?? []),
    options.entry,
  ];
}

/** Without the caller's variables of k6, which would change the run, and with those of the script. */
export function k6Environment({ environment, variables }: K6Script): NodeJS.ProcessEnv {
  const inherited = Object.entries(environment).filter(([name]) => !name.startsWith('K6_'));
  const given = Object.entries(variables).map(([name, value]) => [
    name,
    value instanceof Secret ? value.reveal() : value,
  ]);
  return { ...Object.fromEntries([...inherited, ...given]), K6_NO_USAGE_REPORT: 'true' };
}
