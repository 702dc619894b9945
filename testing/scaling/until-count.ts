import { eventually } from '../eventually.ts';
import type { ScaledService } from './scaled-service.ts';

/** Waits until so many tasks are desired and run. */
export async function untilCount(service: ScaledService, count: number, withinMs: number): Promise<void> {
  const isThere = async () => {
    const { desired, running } = await service.counts();
    return desired === count && running === count;
  };
  await eventually(`${count} tasks of ${service.serviceName}`, isThere, withinMs);
}
