import type { Engine } from './engine.ts';

/** A variable of every process of a session, by which they are found. */
const sessionVariable = 'PARITY_EXEC_SESSION';

/** Sends SIGHUP to what has the variable, as a terminal does that is closed. */
const script = `for folder in /proc/[0-9]*; do
  tr '\\0' '\\n' < "$folder/environ" 2> /dev/null | grep -qxF "$1" && kill -HUP "\${folder#/proc/}"
done`;

/** The mark of a session: a variable that all of its processes inherit. */
export function sessionMark(sessionId: string): Readonly<Record<string, string>> {
  return { [sessionVariable]: sessionId };
}

/**
 * Ends what a session has started. The engine has no call for that, so a shell of the container does it, as the session's own
 * user: root there may not read the variables of others (it has no CAP_SYS_PTRACE).
 */
export async function hangUp(
  engine: Pick<Engine, 'exec'>,
  container: string,
  sessionId: string,
  user: string | undefined,
): Promise<void> {
  const command = ['sh', '-c', script, 'sh', `${sessionVariable}=${sessionId}`];
  await engine.exec(container, command, user === undefined ? {} : { user });
}
