import { z } from 'zod';

/** A request as the load balancer counts it. */
export interface LoggedRequest {
  /** When it ended, in milliseconds since the epoch. */
  readonly endedAtMs: number;
  /** Values of the dimensions `LoadBalancer` and `TargetGroup`; no target group for what the load balancer answers. */
  readonly loadBalancer: string;
  readonly targetGroup?: string;
  /** Whether a target was chosen for it, and whether the status is the target's. */
  readonly hasTarget: boolean;
  readonly isAnswered: boolean;
  readonly status: number;
  /** From the request's departure to the beginning of the answer; absent without one. */
  readonly responseMs?: number;
  /** Whether no connection to the target came about. */
  readonly isRefused: boolean;
  readonly bytes: number;
}

/** What `request-log.ts` of the load balancer writes; a variable that was not set is a hyphen. */
const lineSchema = z.object({
  ended: z.number(),
  balancer: z.string(),
  group: z.string(),
  target: z.string(),
  status: z.number(),
  shown: z.string(),
  answered: z.string(),
  termination: z.string(),
  waitMs: z.number(),
  received: z.number(),
  sent: z.number(),
});
type Line = z.output<typeof lineSchema>;

/** Reads a line of the load balancer's log; undefined for what is no request, such as HAProxy's own messages. */
export function readRequest(text: string): LoggedRequest | undefined {
  if (!text.startsWith('{')) return undefined;
  const parsed = lineSchema.safeParse(fromJson(text));
  return parsed.success ? toRequest(parsed.data) : undefined;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toRequest(line: Line): LoggedRequest {
  const isAnswered = line.answered === '1';
  const [ended, phase] = line.termination;
  return {
    endedAtMs: line.ended,
    loadBalancer: line.balancer,
    ...(line.group === '-' ? {} : { targetGroup: line.group }),
    hasTarget: line.group !== '-' && !['-', '<NOSRV>'].includes(line.target),
    isAnswered,
    status: statusOf(line, isAnswered),
    ...(isAnswered && line.waitMs >= 0 ? { responseMs: line.waitMs } : {}),
    isRefused: phase === 'C' && (ended === 'S' || ended === 's'),
    bytes: line.received + line.sent,
  };
}

/**
 * The status that the load balancer counts. A client that went away before the answer is 460, one that sent too slowly
 * 408, whatever HAProxy notes. One that closes its connection when the whole request was sent is noticed only when the
 * target answers, so that the answer counts.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-460-issues
 * @see https://docs.haproxy.org/3.0/configuration.html#8.5
 */
function statusOf({ shown, status, termination }: Line, isAnswered: boolean): number {
  if (!isAnswered && termination.startsWith('C')) return 460;
  if (!isAnswered && termination.startsWith('c')) return 408;
  return shown === '-' ? status : Number(shown);
}
