import { z } from 'zod';

/**
 * Settings by their names, none of which has to be there and beside which there are no others. Its message lists the names, for
 * who gives another one or something else.
 */
export function settingsObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ');
  const error = ({ code }: { readonly code?: string | undefined }) =>
    code === 'unrecognized_keys' ? names : `settings: ${names}`;
  return z.strictObject(shape, { error }).partial();
}
