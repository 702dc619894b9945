import { command } from '../../failure/command.ts';
import type { Pruned } from '../../local/lifecycle/prune/prune.ts';
import type { Prunable, PrunePlan } from '../../local/lifecycle/prune/prune-plan.ts';
import { byteSize } from '../byte-size.ts';
import { textTable } from '../text-table.ts';

/** What would be removed, and what is left although it may not be needed, for a person. */
export function prunePlanText({ items, left }: PrunePlan): string {
  return [
    items.length === 0
      ? 'There is nothing to remove.'
      : `${textTable(['to remove', 'name', 'size'], items.map(row))}${total(items)}\n`,
    ...(left.length === 0 ? [] : [leftText(left)]),
  ].join('\n');
}

/** What was removed and freed, and what was not, for a person. */
export function prunedText({ removed, kept, freedBytes }: Pruned): string {
  return [
    `Removed: ${countsOf(removed)}. Freed: ${byteSize(freedBytes)}.`,
    ...kept.map(({ item, why }) => `Left: ${nameOf(item)}: ${why}`),
  ].join('\n');
}

function total(items: readonly Prunable[]): string {
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  return `At least ${byteSize(bytes)}, more where images share layers.`;
}

function leftText(left: PrunePlan['left']): string {
  const lines = left.map(({ environment, why }) => `  ${environment}: ${why}`);
  return ['Left, as only you can know whether it is needed:', ...lines, deletion()].join('\n');
}

function deletion(): string {
  return `Delete one with all of its data: ${command('local:prune')} ENVIRONMENT`;
}

function row(item: Prunable): readonly [string, string, string] {
  return [titles[item.kind], nameOf(item), item.bytes === 0 ? '-' : byteSize(item.bytes)];
}

const titles: Readonly<Record<Prunable['kind'], string>> = {
  image: 'image',
  'image-names': 'name of image',
  volume: 'volume',
  network: 'network',
  state: 'state',
  context: 'build files',
};

function nameOf(item: Prunable): string {
  if (!('names' in item)) return item.name;
  const { id, names } = item;
  return names.length > 0 ? names.join('\n') : `${id.replace('sha256:', '').slice(0, 12)} (left by a build)`;
}

/** Such as `3 images, 1 volume`. */
function countsOf(removed: readonly Prunable[]): string {
  const counts = Map.groupBy(removed, ({ kind }) => kind);
  const parts = [...counts].map(
    ([kind, { length }]) => `${length} ${length === 1 ? titles[kind] : plurals[kind]}`,
  );
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

const plurals: typeof titles = {
  image: 'images',
  'image-names': 'images’ second names',
  volume: 'volumes',
  network: 'networks',
  state: 'states of environments',
  context: 'folders of build files',
};
