/** Whether it is the name of a time zone, such as `Europe/Berlin`. An offset, which `Intl` takes too, is none. */
export function isTimeZone(name: string): boolean {
  if (!/[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
