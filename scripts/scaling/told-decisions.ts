import { cwd, env } from 'node:process';
import { z } from 'zod';
import { identifyEnvironment } from '../../local/environment/identify.ts';
import { startedPorts } from '../../local/environment/ports.ts';
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

/** What the local control plane says of its decisions on a service; nothing where it does not say anything. */
export async function toldDecisions(resourceId: string): Promise<readonly ToldDecision[]> {
  const { aws } = await startedPorts(identifyEnvironment(cwd(), env));
  const answer = await fetch(`http://127.0.0.1:${aws}/_parity/scaling`, {
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined);
  if (answer === undefined || !answer.ok) return [];
  const { data } = schema.safeParse(await answer.json().catch(() => undefined));
  return (data?.decisions ?? []).filter((decision) => decision.resourceId === resourceId);
}
