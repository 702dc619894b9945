import type { Clock } from '../../../time/clock.ts';
import type { LockRecord, LockStore } from '../lock-record.ts';

/** A store in memory; `pass` is done before and after each call, such as to let time pass while a request is under way. */
export function memoryLockStore(
  clock: Clock,
  pass: () => Promise<void> = async () => {},
): LockStore & { fail(isFailing: boolean): void; writes(): number } {
  const records = new Map<number, LockRecord>();
  let isFailing = false;
  let writes = 0;
  const call = async <T>(work: () => T): Promise<T> => {
    await pass();
    if (isFailing) throw new Error('no answer');
    const result = work();
    await pass();
    return result;
  };
  const write = (generation: number, value: LockRecord['value']) => {
    writes += 1;
    records.set(generation, { generation, value, writtenAt: clock.now() });
  };
  return {
    list: () => call(() => [...records.values()]),
    create: (generation, value) =>
      call(() => {
        if (records.has(generation)) return false;
        write(generation, value);
        return true;
      }),
    overwrite: (generation, value) => call(() => write(generation, value)),
    remove: (generation) => call(() => void records.delete(generation)),
    fail: (failing) => {
      isFailing = failing;
    },
    writes: () => writes,
  };
}
