import type { Engine } from '../../local/docker/engine.ts';

/** The Redis of a local environment, asked in its container. */
export interface EnvironmentsRedis {
  /** The names of the sessions that it holds. */
  sessions(): Promise<readonly string[]>;
  /** How long a key is kept, in seconds. */
  secondsLeft(key: string): Promise<number>;
  /** Adds one to a number that it keeps, and gives the sum; undefined where it does not answer. */
  count(key: string): Promise<number | undefined>;
  /** Writes until it takes no more, into keys that it would not evict. */
  fill(): Promise<void>;
  /** Removes what `fill` wrote. */
  makeRoom(): Promise<void>;
}

/** Half a dozen steps to the memory of the smallest node. */
const fillerBytes = 64 * 1024 ** 2;
/** Where the store's cache and sessions are. */
const cacheDatabase = ['-n', '1'];

export function environmentsRedis(engine: Pick<Engine, 'exec'>, environmentName: string): EnvironmentsRedis {
  const ask = async (...args: readonly string[]) => {
    const command = ['sh', '/data-stores/redis/cli.sh', ...args];
    const { exitCode, stdout, stderr } = await engine.exec(`${environmentName}-redis-1`, command);
    if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
    return stdout.trim();
  };
  let fillers = 0;
  return {
    sessions: async () => lines(await ask(...cacheDatabase, '--scan', '--pattern', 'session:*')).toSorted(),
    secondsLeft: async (key) => Number(await ask(...cacheDatabase, 'ttl', key)),
    count: async (key) => {
      const answer = await ask('incr', key).catch(() => '');
      return /^\d+$/.test(answer) ? Number(answer) : undefined;
    },
    fill: async () => {
      for (; fillers < 100; fillers += 1) {
        const answer = await ask('setrange', `filler:${fillers}`, String(fillerBytes - 1), 'x');
        if (answer.startsWith('OOM')) return;
        if (answer !== String(fillerBytes)) throw new Error(`Redis answered ${answer}`);
      }
      throw new Error('Redis has no limit of its memory');
    },
    makeRoom: async () => {
      for (; fillers > 0; fillers -= 1) await ask('del', `filler:${fillers - 1}`);
    },
  };
}

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}
