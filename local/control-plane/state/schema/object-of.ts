import { z } from 'zod';

/**
 * The schema of an object in which every member of its type is named, the optional ones too: one that is missing does
 * not compile, as it would be lost at each restart.
 */
export function objectOf<T>() {
  return <Shape extends { readonly [Member in keyof T]-?: z.ZodType<T[Member]> }>(shape: Shape) =>
    z.object(shape);
}
