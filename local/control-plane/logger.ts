/** The fields that accompany a message; a `Secret` in it redacts itself. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The control plane's own log. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log of one line of JSON each. `write` takes a whole line; `now` is in milliseconds. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const entry =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      write(
        `${JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...fields }, readable)}\n`,
      );
  return { info: entry('info'), warn: entry('warn'), error: entry('error') };
}

/** Logs a failed attempt that will be repeated, as `retrying` reports it. */
export function logRetries(log: Log): (error: unknown, delayMs: number) => void {
  return (error, delayMs) => log.warn('retrying', { delayMs, error });
}

/** An error shows what it says and its code; its stack and its cause stay out. */
function readable(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, ...('code' in value ? { code: value.code } : {}), message: value.message };
}
