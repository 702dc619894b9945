import { isJsonList, type JsonValue } from '../template/json-value.ts';
import { badArgument, type Place } from './place.ts';
import { noValue, type Resolve, type Resolved, type Scope } from './resolver.ts';

/** Resolves a list; a function that gives a list will do. Elements that are `AWS::NoValue` are left out. */
export function resolveToList(
  value: JsonValue,
  place: Place,
  scope: Scope,
  resolve: Resolve,
): readonly JsonValue[] {
  const resolved = resolve(value, place, scope);
  if (resolved === noValue || !isJsonList(resolved)) throw badArgument(place, shown(resolved), 'a list');
  return resolved;
}

/** Resolves to text; numbers and booleans are written out, as CloudFormation does. */
export function resolveToText(value: JsonValue, place: Place, scope: Scope, resolve: Resolve): string {
  return toText(resolve(value, place, scope), place);
}

export function toText(value: Resolved, place: Place): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw badArgument(place, shown(value), 'text');
}

/** The arguments of a function as written: a list of so many elements. */
export function argumentList(
  argument: JsonValue,
  place: Place,
  least: number,
  most = least,
): readonly JsonValue[] {
  if (isJsonList(argument) && argument.length >= least && argument.length <= most) return argument;
  const count = least === most ? `${least}` : `${least} to ${most}`;
  throw badArgument(place, argument, `a list of ${count} arguments`);
}

function shown(value: Resolved): JsonValue {
  return value === noValue ? 'AWS::NoValue' : value;
}
