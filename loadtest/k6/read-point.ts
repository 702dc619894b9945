import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';

/**
 * What one line of k6's JSON output says that a record is made of. Times are milliseconds since the epoch.
 * @see https://grafana.com/docs/k6/latest/results-output/real-time/json/
 */
export type Point = RequestPoint | FailedCheckPoint | JourneyPoint | DroppedJourneysPoint | VisitorsPoint;

/** A request that has ended. */
export interface RequestPoint {
  readonly kind: 'request';
  readonly endMs: number;
  readonly durationMs: number;
  readonly step: string;
  /** Absent for a request of `setup()` or `teardown()`. */
  readonly visit?: string;
  /** A status or a code of k6; absent where the request succeeded. */
  readonly failure?: string;
}

export interface FailedCheckPoint {
  readonly kind: 'failed-check';
  readonly atMs: number;
  readonly check: string;
  /** Absent where the journey did not say. */
  readonly step?: string;
  /** Absent for a check of `setup()` or `teardown()`. */
  readonly visit?: string;
}

/** A journey that ran to its end. */
export interface JourneyPoint {
  readonly kind: 'journey';
  readonly endMs: number;
  readonly durationMs: number;
  readonly visit?: string;
}

/** Journeys that could not begin. */
export interface DroppedJourneysPoint {
  readonly kind: 'dropped-journeys';
  readonly atMs: number;
  readonly count: number;
}

/** Visitors under way. */
export interface VisitorsPoint {
  readonly kind: 'visitors';
  readonly atMs: number;
  readonly count: number;
}

const pointSchema = z.object({
  metric: z.string(),
  type: z.literal('Point'),
  data: z.object({
    time: z.string(),
    value: z.number(),
    tags: z.record(z.string(), z.string()).nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
  }),
});

type Parsed = z.infer<typeof pointSchema>;
type Tags = Readonly<Record<string, string | undefined>>;

/**
 * The tags that k6 has to give its points. `vu` and `iter` tell which visit a request and a check belong to; k6 has them as
 * metadata, which make no time series.
 * @see https://grafana.com/docs/k6/latest/using-k6/tags-and-groups/#system-tags
 */
export const systemTags = 'name,status,error_code,scenario,check,expected_response,vu,iter';

const counting = new Set(['http_req_duration', 'iteration_duration', 'dropped_iterations', 'vus']);

/** The point in a line of k6's output; undefined for a line that a record has no use for. Raises `K6_OUTPUT_UNKNOWN`. */
export function readPoint(line: string): Point | undefined {
  if (!mayCount(line)) return undefined;
  const parsed = pointSchema.safeParse(parseJson(line));
  const point = parsed.success ? pointOf(parsed.data) : undefined;
  if (point === undefined) throw unknownOutput(line);
  return point;
}

/** Looked at before anything is parsed: of a dozen points of a request one counts, and of the checks those that failed. */
function mayCount(line: string): boolean {
  if (!line.startsWith('{') || !line.includes('"type":"Point"')) return false;
  const metric = /"metric":"(\w+)"/.exec(line)?.[1] ?? '';
  return metric === 'checks' ? line.includes('"value":0') : counting.has(metric);
}

function pointOf({ metric, data }: Parsed): Point | undefined {
  const tags: Tags = data.tags ?? {};
  const atMs = instantOf(data.time);
  if (atMs === undefined) return undefined;
  switch (metric) {
    case 'http_req_duration':
      return requestOf(data, tags, atMs);
    case 'checks':
      return { kind: 'failed-check', atMs, check: tags.check ?? '', ...stepOf(tags), ...visitOf(data, tags) };
    case 'iteration_duration':
      return { kind: 'journey', endMs: atMs, durationMs: data.value, ...visitOf(data, tags) };
    case 'dropped_iterations':
      return { kind: 'dropped-journeys', atMs, count: data.value };
    case 'vus':
      return { kind: 'visitors', atMs, count: data.value };
    default:
      return undefined;
  }
}

function requestOf(data: Parsed['data'], tags: Tags, endMs: number): RequestPoint | undefined {
  const { step } = stepOf(tags);
  if (step === undefined) return undefined;
  const failure = failureOf(tags);
  return {
    kind: 'request',
    endMs,
    durationMs: data.value,
    step,
    ...visitOf(data, tags),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** A journey may name its step itself; otherwise the name of the request is the step. */
function stepOf(tags: Tags): { readonly step?: string } {
  const step = tags.step ?? tags.name;
  return step === undefined ? {} : { step };
}

/** Only what a scenario makes has its name as a tag. */
function visitOf({ metadata }: Parsed['data'], { scenario }: Tags): { readonly visit?: string } {
  if (scenario === undefined) return {};
  return { visit: `${scenario} ${metadata?.vu ?? '?'} ${metadata?.iter ?? '?'}` };
}

/** Whether a response was expected is what the journey says, if it says so; otherwise a status below 400 is a success. */
function failureOf({
  expected_response: expected,
  status = '0',
  error_code: code,
}: Tags): string | undefined {
  const failed = expected === undefined ? status === '0' || Number(status) >= 400 : expected === 'false';
  if (!failed) return undefined;
  return status === '0' ? (code ?? '1000') : status;
}

/** Binary fractions of a millisecond that a number holds beside the milliseconds since the epoch, until the year 2109. */
const perMillisecond = 2048;

/**
 * Milliseconds since the epoch of a time such as `2026-11-26T21:02:03.234963951Z`, to half a microsecond and
 * rounded down: no time gets into the next second.
 */
function instantOf(time: string): number | undefined {
  const [, whole, fraction = '', zone] =
    /^(.+T\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(time) ?? [];
  const seconds = Date.parse(`${whole}${zone}`);
  if (Number.isNaN(seconds)) return undefined;
  const digits = fraction.padEnd(9, '0');
  const belowMillisecond = Number(digits.slice(3, 9)) / 1e6;
  return (
    seconds + Number(digits.slice(0, 3)) + Math.floor(belowMillisecond * perMillisecond) / perMillisecond
  );
}

function unknownOutput(line: string): Failure {
  return new Failure('K6_OUTPUT_UNKNOWN', `k6 wrote a point that is not understood: ${line.slice(0, 500)}`, {
    hint: 'The load tests are written for k6 1.x and 2.x.',
  });
}
