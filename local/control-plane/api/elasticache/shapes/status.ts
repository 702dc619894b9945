import type { ControlPlane } from '../../control-plane.ts';

/** ElastiCache's words for the state of a group, of its clusters and of their nodes. */
export async function statusOf({ surroundings }: ControlPlane): Promise<'available' | 'modifying'> {
  const { cache } = surroundings;
  return !cache.isFailingOver() && (await cache.isRunning()) ? 'available' : 'modifying';
}
