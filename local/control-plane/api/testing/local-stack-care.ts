import type { LocalStackCare } from '../control-plane.ts';

/** A LocalStack that is there and keeps nothing of what it is told. */
export function localStackCare(changes: Partial<LocalStackCare> = {}): LocalStackCare {
  return {
    isOpen: () => true,
    whenOpen: async () => true,
    doesNotAnswer: () => {},
    valuesChanged: () => {},
    status: async () => ({ refilling: false }),
    record: async () => true,
    rotate: async (id) => ({ ARN: id, Name: id, VersionId: 'none' }),
    ...changes,
  };
}
