import { z } from 'zod';
import type { Verdict } from '../../local/scaling/decisions/decision.ts';
import type { ToldDecision } from '../../local/scaling/words/timeline.ts';

/** A verdict as the control plane's own code made it: its reasons are of that code's making. */
const verdict = z.custom<Verdict>(
  (value) =>
    z
      .object({ policyName: z.string(), reason: z.looseObject({ code: z.string() }).optional() })
      .safeParse(value).success,
);

const schema = z.object({
  decisions: z.array(z.object({ atMs: z.number(), resourceId: z.string(), verdicts: z.array(verdict) })),
});

/** What the control plane behind a port says of its decisions on a service; nothing where it does not say anything. */
export async function toldDecisions(port: number, resourceId: string): Promise<readonly ToldDecision[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/_parity/scaling`, {
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined);
  if (answer === undefined || !answer.ok) return [];
  const { data } = schema.safeParse(await answer.json().catch(() => undefined));
  return (data?.decisions ?? []).filter((decision) => decision.resourceId === resourceId);
}
