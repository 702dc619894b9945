import { type Load, type LoadShape, loadShapes } from '../../scaling/simulation/load-shapes.ts';
import { requestsATaskMinute } from '../../scaling/simulation/service-model.ts';
import type { SimulatedService } from './simulated-service.ts';

/** A named shape; the quietest and the busiest minute are chosen by what the service can do where they are not given. */
export interface ShapeRequest {
  readonly shape: LoadShape;
  readonly minutes: number;
  readonly low?: number;
  readonly high?: number;
}

/** Shares of what the tasks can do: at the quietest of the fewest, at the busiest of the most. */
const lowShare = 0.3;
const highShare = 0.6;

export function loadOfShape(service: SimulatedService, { shape, minutes, low, high }: ShapeRequest): Load {
  const aTask = requestsATaskMinute(service.model);
  const usualLow = Math.round(lowShare * aTask * Math.max(service.minCapacity, 1));
  const usualHigh = Math.round(highShare * aTask * service.maxCapacity);
  return loadShapes[shape]({
    minutes,
    low: low ?? Math.min(usualLow, high ?? usualHigh),
    high: high ?? Math.max(usualHigh, low ?? usualLow),
  });
}
