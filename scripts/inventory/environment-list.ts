import { command } from '../../failure/command.ts';
import { type Holdings, holdingsOf, stateOf } from '../../local/lifecycle/inventory/holdings.ts';
import { type Inventory, ownImages } from '../../local/lifecycle/inventory/inventory.ts';
import { planPrune } from '../../local/lifecycle/prune/plan-prune.ts';
import { age } from '../../time/age.ts';
import { byteSize } from '../byte-size.ts';
import { textTable } from '../text-table.ts';

/** What `local:list` shows, as JSON. Sizes are in bytes. */
export interface ListedEnvironments {
  readonly environments: readonly ListedEnvironment[];
  /** Whether the engine said in time how large everything is: without, sizes of volumes are 0, and nothing is known of images. */
  readonly measured: boolean;
  /** All that were built here, with what removing those that nothing needs frees at least. */
  readonly images: { readonly count: number; readonly bytes: number; readonly unneededCount: number };
}

export interface ListedEnvironment {
  readonly name: string;
  /** Whether it is that of this checkout and of `PARITY_ENVIRONMENT`. */
  readonly current: boolean;
  readonly state: ReturnType<typeof stateOf>;
  readonly containers: number;
  readonly store: string | null;
  readonly url: string | null;
  readonly checkout: string | null;
  readonly checkoutGone: boolean;
  /** Null where this user has no state of it. */
  readonly stateFolder: string | null;
  readonly holds: Holdings;
  readonly lastUsed: string | null;
  readonly lastCommand: string | null;
}

/** Gathers what is to be said of each environment; `current` is the name of the one that commands act on here. */
export function listedEnvironments(inventory: Inventory, current: string): ListedEnvironments {
  const { environments, usage, isMeasured } = inventory;
  const own = ownImages(usage);
  const { items } = planPrune(inventory, [], { all: false, named: [], current });
  return {
    environments: environments.map((each) => {
      const { name, record, containers } = each;
      return {
        name,
        current: name === current,
        state: stateOf(each),
        containers: containers.length,
        store: record?.store ?? null,
        url: record?.httpsPort === undefined ? null : `https://localhost:${record.httpsPort}`,
        checkout: record?.checkout ?? null,
        checkoutGone: record?.isCheckoutGone ?? false,
        stateFolder: record?.stateFolder ?? null,
        holds: holdingsOf(each, usage.images),
        lastUsed: record?.lastUse?.at.toISOString() ?? null,
        lastCommand: record?.lastUse?.command || null,
      };
    }),
    measured: isMeasured,
    images: {
      count: own.length,
      bytes: own.reduce((total, { ownBytes }) => total + ownBytes, 0),
      unneededCount: items.filter(({ kind }) => kind === 'image').length,
    },
  };
}

/** The environments as a table for a person. `now` is in milliseconds since the epoch. */
export function environmentList(listed: ListedEnvironments, now: number): string {
  const { environments, images, measured } = listed;
  const rows = environments.map((each) => [
    `${each.name}${each.current ? ' *' : ''}`,
    stateText(each),
    holdsText(each.holds, measured),
    each.lastUsed === null ? '-' : `${age(now - Date.parse(each.lastUsed))} ago`,
    checkoutText(each),
  ]);
  return [
    environments.length === 0
      ? `No environment is on this machine. Start one: ${command('local:up')}`
      : textTable(['environment', 'state', 'holds', 'used', 'checkout'], rows),
    ...(environments.some(({ current }) => current) ? ['* is the environment of this checkout.'] : []),
    measured ? imagesText(images) : 'Sizes are not shown: the container engine takes long to measure them.',
  ].join('\n');
}

function imagesText({ count, unneededCount }: ListedEnvironments['images']): string {
  const built = `${count} ${count === 1 ? 'image was' : 'images were'} built here`;
  if (unneededCount === 0) return `${built}.`;
  const are = unneededCount === 1 ? 'is' : 'are';
  return `${built}; ${unneededCount} of them ${are} not needed any more: ${command('local:prune')}`;
}

function stateText({ state, store, url }: ListedEnvironment): string {
  const runs = state === 'running' || state === 'partly running';
  return [state, ...(store === null ? [] : [store]), ...(runs && url !== null ? [url] : [])].join('\n');
}

function holdsText(holds: Holdings, measured: boolean): string {
  const parts = Object.entries(holds).map(([part, bytes]) =>
    measured || part === 'state' ? `${part} ${byteSize(bytes)}` : part,
  );
  return parts.length === 0 ? '-' : parts.join('\n');
}

function checkoutText({ checkout, checkoutGone, stateFolder }: ListedEnvironment): string {
  if (stateFolder === null) return 'no state here';
  if (checkout === null) return 'not known';
  return checkoutGone ? `${checkout}\n(gone)` : checkout;
}
