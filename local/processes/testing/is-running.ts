import { run } from '../run.ts';

/** Whether a process still runs: one that has ended and that nobody has asked about yet does not. */
export async function isRunning(id: number): Promise<boolean> {
  const { stdout } = await run('ps', ['-o', 'stat=', '-p', String(id)], { allowFailure: true });
  const state = stdout.trim();
  return state !== '' && !state.startsWith('Z');
}
