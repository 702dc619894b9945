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

/** Ends what a session has started. The engine has no call for that, so a shell of the container does it. */
export async function hangUp(
  engine: Pick<Engine, 'exec'>,
  container: string,
  sessionId: string,
): Promise<void> {
  await engine.exec(container, ['sh', '-c', script, 'sh', `${sessionVariable}=${sessionId}`], { user: '0' });
}
