import type { Surroundings } from '../control-plane.ts';

/** Nothing runs beside the control plane. */
export function idleSurroundings(changes: Partial<Surroundings> = {}): Surroundings {
  return {
    template: async () => undefined,
    ...changes,
  };
}
