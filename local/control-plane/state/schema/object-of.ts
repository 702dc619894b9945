import { z } from 'zod';

/**
 * The schema of an object in which every member of its type is named, the optional ones too: one that is missing does
 * not compile, as it would be lost at each restart.
 */
export function objectOf<T>() {
  return <Shape extends { readonly [Member in keyof T]-?: z.ZodType<T[Member]> }>(shape: Shape) =>
    z.object(shape);
}

type OptionalOf<T> = { [Member in keyof T]-?: object extends Pick<T, Member> ? Member : never }[keyof T];

/**
 * The same for a type that often grows: the members that are always there are named, and the optional ones are kept as
 * they are, so that a new one needs nothing here.
 */
export function requiredOf<T>() {
  return (
    shape: { readonly [Member in Exclude<keyof T, OptionalOf<T>>]: z.ZodType<T[Member]> },
  ): z.ZodType<T> => {
    const schema = z.object(shape);
    return z.custom<T>().superRefine((value, context) => {
      for (const issue of schema.safeParse(value).error?.issues ?? []) context.addIssue({ ...issue });
    });
  };
}
