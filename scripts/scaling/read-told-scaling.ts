import { z } from 'zod';
import type { Verdict } from '../../local/scaling/decisions/decision.ts';
import type { ToldScaling } from '../../local/scaling/words/told-scaling.ts';

/** A verdict as the control plane's own code made it: its reasons are of that code's making. */
const verdict = z.custom<Verdict>(
  (value) =>
    z
      .object({ policyName: z.string(), reason: z.looseObject({ code: z.string() }).optional() })
      .safeParse(value).success,
);

const change = z.object({ direction: z.enum(['out', 'in']), policyName: z.string(), capacity: z.number() });
const values = z.array(z.object({ startMs: z.number(), value: z.number() }));

const alarms = z.array(
  z.object({
    policyName: z.string(),
    state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
    value: z.number().exactOptional(),
  }),
);

const schema = z.object({
  timeScale: z.number(),
  targets: z.array(
    z.object({
      resourceId: z.string(),
      decisions: z.array(
        z.object({
          atMs: z.number(),
          desiredCount: z.number().exactOptional(),
          runningCount: z.number().exactOptional(),
          alarms: alarms.exactOptional(),
          change: change.exactOptional(),
          verdicts: z.array(verdict),
        }),
      ),
      values: z.record(z.string(), values),
      tasks: values,
    }),
  ),
});

/** What the control plane behind a port tells of the scaling of a service in a time; undefined where it tells nothing. */
export async function readToldScaling(
  port: number,
  resourceId: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ToldScaling | undefined> {
  const url = `http://127.0.0.1:${port}/_parity/scaling?from=${fromMs}&to=${toMs}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  if (answer === undefined || !answer.ok) return undefined;
  const { data } = schema.safeParse(await answer.json().catch(() => undefined));
  const told = data?.targets.find((target) => target.resourceId === resourceId);
  return data === undefined || told === undefined ? undefined : { ...told, timeScale: data.timeScale };
}
