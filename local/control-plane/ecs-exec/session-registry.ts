import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ExecSession, ExecTarget } from '../api/ecs/ecs-exec.ts';

/** How long the plugin has to connect. */
export const tokenLifetimeMs = 60_000;

/** Where the plugin finds the channel of a session. */
export const channelPath = '/v1/data-channel/';

/** The sessions that were opened and that nobody has connected to yet. */
export interface SessionRegistry {
  open(target: ExecTarget): ExecSession;
  /** What a session runs, to whoever has its token in time: once, whether it is the right token or not. */
  take(sessionId: string, token: string): ExecTarget | undefined;
  has(sessionId: string): boolean;
  forget(sessionId: string): boolean;
}

/** Only digests of tokens are kept. `origin` is that of the URLs, such as `ws://127.0.0.1:4566`. */
export function sessionRegistry(origin: string, now: () => number): SessionRegistry {
  const waiting = new Map<string, Waiting>();
  const dropLate = () => {
    for (const [id, { until }] of waiting) if (until <= now()) waiting.delete(id);
  };
  return {
    open: (target) => {
      dropLate();
      const sessionId = `ecs-execute-command-${randomBytes(9).toString('hex').slice(1)}`;
      const tokenValue = randomBytes(48).toString('base64url');
      waiting.set(sessionId, { target, token: digest(tokenValue), until: now() + tokenLifetimeMs });
      return {
        sessionId,
        streamUrl: `${origin}${channelPath}${sessionId}?role=publish_subscribe`,
        tokenValue,
      };
    },
    take: (sessionId, token) => {
      dropLate();
      const found = waiting.get(sessionId);
      waiting.delete(sessionId);
      return found !== undefined && timingSafeEqual(found.token, digest(token)) ? found.target : undefined;
    },
    has: (sessionId) => {
      dropLate();
      return waiting.has(sessionId);
    },
    forget: (sessionId) => waiting.delete(sessionId),
  };
}

interface Waiting {
  readonly target: ExecTarget;
  readonly token: Buffer;
  readonly until: number;
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
