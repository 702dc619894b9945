import { wrongUsage } from '../../failure/wrong-usage.ts';
import { wholeNumber } from '../../json/whole-number.ts';
import type { MachineNeeds } from './machine-facts.ts';

/** Everything is still to be got or built, and to be started. */
const firstStart: MachineNeeds = { memoryMiB: 4096, diskMiB: 10_240 };
/** Images are present, and what is running has its memory already. */
const laterStart: MachineNeeds = { memoryMiB: 512, diskMiB: 1024 };

/**
 * What a start needs of the machine. `PARITY_NEEDED_MEMORY_MIB` and `PARITY_NEEDED_DISK_MIB` replace the figures.
 * Raises `MACHINE_BAD_NEED` for a value that is no whole number.
 */
export function machineNeeds(environment: NodeJS.ProcessEnv, isFirstStart: boolean): MachineNeeds {
  const usual = isFirstStart ? firstStart : laterStart;
  return {
    memoryMiB: figure(environment, 'PARITY_NEEDED_MEMORY_MIB') ?? usual.memoryMiB,
    diskMiB: figure(environment, 'PARITY_NEEDED_DISK_MIB') ?? usual.diskMiB,
  };
}

function figure(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const number = wholeNumber(text);
  if (number !== undefined) return number;
  throw wrongUsage(
    'MACHINE_BAD_NEED',
    `${name} must be a whole number of MiB, not '${text}'.`,
    `Unset ${name} or give it a number such as 2048.`,
  );
}
