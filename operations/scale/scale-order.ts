import type { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { wholeNumber } from '../../json/whole-number.ts';

/** What a person asks of a service: so many tasks now, or other bounds of its scaling. */
export type ScaleOrder =
  | { readonly kind: 'tasks'; readonly name: string; readonly count: number }
  | { readonly kind: 'bounds'; readonly name: string; readonly min: number; readonly max: number };

/** ECS runs this many tasks of a service. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const mostTasks = 5000;

/** Reads arguments such as `web=5` and `web=2..10`. Raises `BAD_ARGUMENT`. */
export function scaleOrders(words: readonly string[]): readonly ScaleOrder[] {
  if (words.length === 0) throw wrong('store:scale needs a service and a number of tasks');
  const orders = words.map(scaleOrder);
  const names = orders.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(`store:scale: ${twice} is given more than once`);
  return orders;
}

function scaleOrder(word: string): ScaleOrder {
  const [, name, given = ''] = /^([^=]+)=(.*)$/.exec(word) ?? [];
  if (name === undefined) throw wrong(`store:scale: '${word}' is not a service with a number of tasks`);
  const parts = given.split('..');
  const [first, second] = parts.map(wholeNumber);
  const isTooMany = [first, second].some((count) => count !== undefined && count > mostTasks);
  if (isTooMany) throw wrong(`store:scale: ECS runs at most ${mostTasks} tasks of a service, not '${given}'`);
  if (parts.length === 1 && first !== undefined) return { kind: 'tasks', name, count: first };
  if (parts.length !== 2 || first === undefined || second === undefined) {
    throw wrong(`store:scale: '${given}' of ${name} is neither a number of tasks nor a range`);
  }
  if (first > second) throw wrong(`store:scale: the range '${given}' of ${name} begins above its end`);
  return { kind: 'bounds', name, min: first, max: second };
}

function wrong(message: string): Failure {
  return wrongUsage('BAD_ARGUMENT', message, 'For example: store:scale web=5, or store:scale web=2..10');
}
