/** A time of the protocol, in seconds since the epoch with the milliseconds behind the point. */
export const seconds = (milliseconds: number): number => milliseconds / 1000;

/** An optional time as an object to spread: nothing when it is not known. */
export function optionalTime<Name extends string>(
  name: Name,
  milliseconds: number | undefined,
): { readonly [key in Name]?: number } {
  const member: { [key in Name]?: number } = {};
  if (milliseconds !== undefined) member[name] = seconds(milliseconds);
  return member;
}
