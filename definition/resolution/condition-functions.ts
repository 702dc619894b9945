import { Failure } from '../../failure/failure.ts';
import { ownValue } from '../../json/own-value.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../template/json-value.ts';
import { argumentList, resolveToList } from './arguments.ts';
import { intrinsicKey } from './intrinsic-key.ts';
import { badArgument, describePlace, type Place, unresolvedReference } from './place.ts';
import { type Intrinsic, noValue, type Resolve, type Scope } from './resolver.ts';

/** `Fn::If` and the functions that conditions and rules are made of. Only the branch that is taken is resolved. */
export const conditionFunctions: Readonly<Record<string, Intrinsic>> = {
  'Fn::If': (argument, place, scope, resolve) => {
    const [name = null, whenTrue = null, whenFalse = null] = argumentList(argument, place, 3);
    if (typeof name !== 'string') throw badArgument(place, name, 'the name of a condition');
    const holds = evaluateCondition(name, place, scope, resolve);
    return resolve(holds ? whenTrue : whenFalse, [...place, holds ? 1 : 2], scope);
  },
  'Fn::Equals': (argument, place, scope, resolve) => {
    const [left = null, right = null] = argumentList(argument, place, 2);
    return comparable(resolve(left, place, scope)) === comparable(resolve(right, place, scope));
  },
  'Fn::And': (argument, place, scope, resolve) =>
    argumentList(argument, place, 2, 10).every((part) => holds(part, place, scope, resolve)),
  'Fn::Or': (argument, place, scope, resolve) =>
    argumentList(argument, place, 2, 10).some((part) => holds(part, place, scope, resolve)),
  'Fn::Not': (argument, place, scope, resolve) =>
    !argumentList(argument, place, 1).some((part) => holds(part, place, scope, resolve)),
  'Fn::Contains': (argument, place, scope, resolve) => {
    const [list = null, value = null] = argumentList(argument, place, 2);
    const wanted = comparable(resolve(value, place, scope));
    return resolveToList(list, place, scope, resolve).map(comparable).includes(wanted);
  },
  'Fn::EachMemberEquals': (argument, place, scope, resolve) => {
    const [list = null, value = null] = argumentList(argument, place, 2);
    const wanted = comparable(resolve(value, place, scope));
    return resolveToList(list, place, scope, resolve).every((member) => comparable(member) === wanted);
  },
  'Fn::EachMemberIn': (argument, place, scope, resolve) => {
    const [list = null, allowed = null] = argumentList(argument, place, 2);
    const known = resolveToList(allowed, place, scope, resolve).map(comparable);
    return resolveToList(list, place, scope, resolve).every((member) => known.includes(comparable(member)));
  },
};

/** Whether a condition of the template holds. Fails with `TEMPLATE_REFERENCE_CYCLE` if it depends on itself. */
export function evaluateCondition(name: string, place: Place, scope: Scope, resolve: Resolve): boolean {
  const condition = ownValue(scope.stack.template.Conditions, name);
  if (condition === undefined)
    throw unresolvedReference(place, name, 'which is not a condition of the template');
  if (scope.openConditions.includes(name)) {
    const cycle = [...scope.openConditions, name].join(' -> ');
    throw new Failure(
      'TEMPLATE_REFERENCE_CYCLE',
      `${describePlace(place)}: conditions form a cycle: ${cycle}.`,
      {
        hint: 'Break the cycle in the CDK app.',
      },
    );
  }
  const inside = { ...scope, openConditions: [...scope.openConditions, name] };
  return holds(condition, ['Conditions', name], inside, resolve);
}

/** Whether a part of a condition or a rule is true. */
export function holds(part: JsonValue, place: Place, scope: Scope, resolve: Resolve): boolean {
  if (isJsonObject(part) && intrinsicKey(part) === 'Condition' && typeof part.Condition === 'string') {
    return evaluateCondition(part.Condition, place, scope, resolve);
  }
  const resolved = resolve(part, place, scope);
  if (resolved === true || resolved === 'true') return true;
  if (resolved === false || resolved === 'false') return false;
  throw badArgument(place, part, 'a condition');
}

/** CloudFormation compares text: 1 equals "1". */
function comparable(value: JsonValue | typeof noValue): string {
  if (value === noValue) return 'AWS::NoValue';
  return isJsonList(value) || isJsonObject(value) ? JSON.stringify(value) : String(value);
}
