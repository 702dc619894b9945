import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { EngineEvent } from './engine.ts';
import { engineStream } from './engine-stream.ts';
import { jsonLines } from './json-lines.ts';
import { labelFilter } from './label-filter.ts';

const eventSchema = z.object({
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
  timeNano: z.number(),
});

/** What the engine adds to a container's labels in an event's attributes. */
const engineAttributes = new Set(['image', 'name', 'exitCode', 'signal', 'execID', 'execDuration']);

/** Each look of a health check makes three more events, which nobody here needs. */
const followed = ['die', 'health_status'];

/** Ends and changes of health of the containers that carry all these labels, until `signal` aborts. */
export async function* containerEvents(
  docker: Dockerode,
  labels: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const filters = { type: ['container' as const], event: [...followed], label: labelFilter(labels) };
  const stream = engineStream('follow its events', () => docker.getEvents({ filters }), signal);
  for await (const event of jsonLines(stream)) yield toEngineEvent(event);
}

/** Reads one of Docker's events. */
export function toEngineEvent(answer: unknown): EngineEvent {
  const event = eventSchema.parse(answer);
  const attributes = event.Actor.Attributes ?? {};
  const exitCode = attributes.exitCode;
  return {
    at: new Date(event.timeNano / 1e6),
    containerId: event.Actor.ID,
    action: event.Action,
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    labels: Object.fromEntries(Object.entries(attributes).filter(([name]) => !engineAttributes.has(name))),
  };
}
