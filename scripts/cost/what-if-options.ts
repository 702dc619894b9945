import { assumedSpotDiscount, type SpotDiscount } from '../../cost/charges/spot-discount.ts';
import type { WhatIf } from '../../cost/what-ifs/what-if.ts';
import {
  fewerCacheNodes,
  fewerNatGateways,
  logRetention,
  onArm,
  onSpot,
  onValkey,
  removable,
  singleAzDatabase,
} from '../../cost/what-ifs/what-ifs.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { ownValue } from '../../json/own-value.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';

/** The options that ask what a change would save; they can be combined. */
export const whatIfOptions: Readonly<Record<string, ScriptOption>> = {
  without: {
    ...{ type: 'string', value: 'PART', multiple: true },
    about: `what if it were left out: ${Object.keys(removable).join(' or ')} (may be repeated)`,
  },
  nat: { type: 'string', value: 'N', about: 'what if there were N NAT gateways' },
  'single-az': { type: 'string', value: 'database', about: 'what if the database had no standby' },
  spot: {
    ...{ type: 'string', value: 'SERVICES', multiple: true },
    about: 'what if services ran on Fargate Spot, such as workers or web,worker',
  },
  'spot-discount': {
    ...{ type: 'string', value: 'SHARE' },
    about: `by how much Spot is below Fargate, such as 0.3: it has no list price (default: ${assumedSpotDiscount.counted}, assumed)`,
  },
  arm: { type: 'boolean', about: 'what if all services ran on ARM' },
  'cache-nodes': { type: 'string', value: 'N', about: 'what if Redis had N nodes' },
  valkey: { type: 'boolean', about: 'what if Valkey ran in the place of Redis' },
  'log-retention': { type: 'string', value: 'DAYS', about: 'what if logs were kept for so many days' },
};

/** The changes that were asked for. Raises `BAD_ARGUMENT`. */
export function givenWhatIfs({
  options,
  lists,
}: Pick<ScriptContext, 'options' | 'lists'>): readonly WhatIf[] {
  const { nat, arm, valkey } = options;
  const nodes = options['cache-nodes'];
  const days = options['log-retention'];
  return [
    ...split(lists.without).map(partLeftOut),
    ...(nat === undefined ? [] : [fewerNatGateways(numberOption('nat', nat, 1))]),
    ...(options['single-az'] === undefined ? [] : [withoutStandby(options['single-az'])]),
    ...(nodes === undefined ? [] : [fewerCacheNodes(numberOption('cache-nodes', nodes, 1))]),
    ...(valkey === true ? [onValkey] : []),
    ...split(lists.spot).map(onSpot),
    ...(arm === true ? [onArm] : []),
    ...(days === undefined ? [] : [logRetention(numberOption('log-retention', days, 1))]),
  ];
}

/** The discount of Fargate Spot: given, or assumed as a range. Raises `BAD_ARGUMENT`. */
export function spotDiscount(options: ScriptContext['options']): SpotDiscount {
  const given = options['spot-discount'];
  if (given === undefined) return assumedSpotDiscount;
  const counted = /^0?\.\d+$/.test(String(given)) ? Number(given) : Number.NaN;
  if (counted > 0 && counted < 1) return { counted };
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--spot-discount must be a share between 0 and 1, not '${given}'`,
    'For example: --spot-discount 0.3 for 30 % below Fargate.',
  );
}

/** A whole number, at least `least`. Raises `BAD_ARGUMENT`. */
export function numberOption(name: string, given: string | boolean, least: number): number {
  const number = /^\d{1,6}$/.test(String(given)) ? Number(given) : Number.NaN;
  if (number >= least) return number;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--${name} must be a whole number from ${least}, not '${given}'`,
    `For example: --${name} ${name === 'tasks' ? 'web=5' : Math.max(1, least)}`,
  );
}

function split(given: readonly string[] = []): readonly string[] {
  return given.flatMap((each) => each.split(','));
}

function partLeftOut(name: string): WhatIf {
  const whatIf = ownValue(removable, name);
  if (whatIf !== undefined) return whatIf;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--without does not know '${name}'`,
    `It takes: ${Object.keys(removable).join(', ')}.`,
  );
}

function withoutStandby(given: string | boolean): WhatIf {
  if (given === 'database') return singleAzDatabase;
  throw wrongUsage('BAD_ARGUMENT', `--single-az does not know '${given}'`, 'It takes: database.');
}
