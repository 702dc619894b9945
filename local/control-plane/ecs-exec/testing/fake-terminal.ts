import { Duplex } from 'node:stream';
import type { Engine } from '../../../docker/engine.ts';

/** An engine whose terminals a test holds in its hands. */
export function fakeTerminal(beforeResize: () => Promise<void> = async () => {}) {
  const written: string[] = [];
  const sizes: (readonly [number, number])[] = [];
  const commands: unknown[] = [];
  const hungUp: string[] = [];
  const stream = new Duplex({
    read: () => {},
    write: (data, _, done) => {
      written.push(String(data));
      done();
    },
  });
  const engine: Pick<Engine, 'exec' | 'openTerminal'> = {
    openTerminal: async (container, command, options) => {
      commands.push({ container, command, ...options });
      return {
        stream,
        resize: async (columns, rows) => {
          await beforeResize();
          sizes.push([columns, rows]);
        },
        exitCode: async () => undefined,
      };
    },
    exec: async (container) => {
      hungUp.push(container);
      return { exitCode: 0, stdout: '', stderr: '' };
    },
  };
  return { engine, stream, written, sizes, commands, hungUp };
}
