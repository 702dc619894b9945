import type { ServiceSample } from '../record/observed-record.ts';
import type { SeenEvent, ServiceLook } from './service-look.ts';

/** Everything that was seen of services, look by look. */
export interface LookLog {
  add(looks: readonly ServiceLook[]): void;
  /** Of the services that were ever there. */
  services(): readonly string[];
  /** The oldest first. */
  samples(service: string): readonly ServiceSample[];
  /** The oldest first, each once, from `sinceMs` on, of the endpoint's clock. */
  events(service: string, sinceMs: number): readonly { readonly atMs: number; readonly message: string }[];
}

/** ECS gives the newest hundred events each time, most of them again. */
export function lookLog(): LookLog {
  const samples = new Map<string, ServiceSample[]>();
  const events = new Map<string, Map<string, SeenEvent>>();
  return {
    add: (looks) => {
      for (const look of looks) {
        entry(samples, look.service, () => []).push(look.sample);
        const seen = entry(events, look.service, () => new Map<string, SeenEvent>());
        for (const event of look.events) if (!seen.has(event.id)) seen.set(event.id, event);
      }
    },
    services: () => [...samples.keys()],
    samples: (service) => samples.get(service) ?? [],
    events: (service, sinceMs) =>
      [...(events.get(service)?.values() ?? [])]
        .filter(({ atMs }) => atMs >= sinceMs)
        .toSorted((left, right) => left.atMs - right.atMs)
        .map(({ atMs, message }) => ({ atMs, message })),
  };
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
