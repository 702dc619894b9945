import type { ZodError } from 'zod';

/** Why the JSON of a file is refused: what it is not, or its first member that is wrong. `kind` is what members are. */
export function whyRefused(json: unknown, { issues: [first] }: ZodError, kind: string): string {
  if (json === undefined) return 'it is not JSON';
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'it is not an object';
  if (first?.code === 'unrecognized_keys') {
    return `'${[...first.path, ...first.keys.slice(0, 1)].join('.')}' is not a ${kind}`;
  }
  return `${first?.path.join('.')}: ${first?.message}`;
}
