import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertPlace, type PlacedStack } from '../../operations/guards/deployment-place.ts';
import { synthesizeInfrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';

/** Where a change would go: to the account of the credentials, and to a region. */
export interface ChangePlace {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
}

/** Gives the stacks of an environment as the checkout defines them. */
export type ReadStacks = (environment: string) => Promise<readonly PlacedStack[]>;

/**
 * Refuses a change anywhere but in the account and region that the settings of the environment name. Raises `WRONG_ACCOUNT`,
 * `WRONG_REGION`, and `SYNTH_FAILED` where the settings name none.
 */
export async function assertOwnPlace(
  { environment, account, region }: ChangePlace,
  readStacks: ReadStacks,
): Promise<void> {
  assertPlace({ environment, caller: { account }, stacks: await readStacks(environment), region });
}

/** Reads the stacks by synthesizing the checkout: its files are TypeScript, which nothing else understands. */
export function stacksOf(checkout: string): ReadStacks {
  return async (environment) => {
    const folder = await mkdtemp(join(tmpdir(), 'own-place-'));
    try {
      // Which image runs says nothing on where it does.
      const context = { environment, imageTag: 'any' };
      const app = { checkout, folder: join(folder, 'assembly'), context };
      return (await synthesizeInfrastructure(app)).stacks;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
