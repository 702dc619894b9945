import { z } from 'zod';

/**
 * A member of AWS's that would change what runs and that the local side cannot honour: it is refused, not
 * ignored. Empty values pass, as descriptions of AWS's, which are sent back with a change, are full of them.
 */
export const notOffered = z
  .unknown()
  .refine(isEmpty, 'it is not offered by the local environment')
  .optional();

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === false || value === '';
}
