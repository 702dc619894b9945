import { ownValue } from '../../json/own-value.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../template/json-value.ts';
import { argumentList, resolveToText, toText } from './arguments.ts';
import { evaluateCondition } from './condition-functions.ts';
import { readParameter } from './parameters.ts';
import { badArgument, type Place, unresolvedReference } from './place.ts';
import { pseudoParameter } from './pseudo-parameters.ts';
import type { Intrinsic, Resolve, Resolved, Scope } from './resolver.ts';

/** `Ref`, `Fn::GetAtt` and `Fn::Sub`: what refers to a parameter, a resource or the stack itself. */
export const referenceFunctions: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, place, scope, resolve) => {
    if (typeof argument !== 'string') throw badArgument(place, argument, 'a logical ID');
    return resolveRef(argument, place, scope, resolve);
  },
  'Fn::GetAtt': (argument, place, scope, resolve) => {
    const [logicalId, attribute] = splitGetAtt(argument, place, scope, resolve);
    return readAttribute([logicalId, attribute], place, scope, resolve);
  },
  'Fn::Sub': (argument, place, scope, resolve) => {
    if (typeof argument === 'string') return substitute(argument, {}, place, scope, resolve);
    const [body, variables] = argumentList(argument, place, 2);
    if (typeof body !== 'string' || !isJsonObject(variables)) {
      throw badArgument(place, argument, 'text and an object of variables');
    }
    return substitute(body, variables, place, scope, resolve);
  },
};

function resolveRef(name: string, place: Place, scope: Scope, resolve: Resolve): Resolved {
  if (name.startsWith('AWS::')) return pseudoParameter(name, place, scope.stack);
  if (Object.hasOwn(scope.stack.template.Parameters, name)) return readParameter(name, place, scope);
  return readAttribute([name, 'Ref'], place, scope, resolve);
}

/** Fails for a resource that a condition leaves out too, as CloudFormation does. */
function readAttribute(
  [logicalId, attribute]: readonly [string, string],
  place: Place,
  scope: Scope,
  resolve: Resolve,
): JsonValue {
  const reference = attribute === 'Ref' ? logicalId : `${logicalId}.${attribute}`;
  if (!Object.hasOwn(scope.stack.template.Resources, logicalId)) {
    throw unresolvedReference(
      place,
      reference,
      'which is neither a parameter nor a resource of the template',
    );
  }
  if (place[0] === 'Conditions' || place[0] === 'Rules') {
    throw unresolvedReference(place, reference, 'but conditions and rules can refer only to parameters');
  }
  const { Type, Condition } = ownValue(scope.stack.template.Resources, logicalId) ?? {};
  if (Condition !== undefined && !evaluateCondition(Condition, [logicalId, 'Condition'], scope, resolve)) {
    throw unresolvedReference(place, reference, `which the condition ${Condition} leaves out`);
  }
  scope.inputs.checkReference?.({ logicalId, attribute, place });
  const value = scope.values(logicalId, attribute);
  if (value !== undefined) return value;
  throw unresolvedReference(place, reference, `which has no value here (${Type})`);
}

/** Both spellings: `["Db", "Endpoint.Address"]` and `"Db.Endpoint.Address"`. */
function splitGetAtt(argument: JsonValue, place: Place, scope: Scope, resolve: Resolve) {
  if (typeof argument === 'string') return splitAtDot(argument, place);
  const [logicalId, attribute] = argumentList(argument, place, 2);
  if (typeof logicalId !== 'string' || attribute === undefined) {
    throw badArgument(place, argument, 'a logical ID and an attribute name');
  }
  return [logicalId, resolveToText(attribute, [...place, 1], scope, resolve)] as const;
}

function splitAtDot(text: string, place: Place): readonly [string, string] {
  const dot = text.indexOf('.');
  if (dot < 1) throw badArgument(place, text, '`LogicalId.Attribute`');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

/** `${!Literal}` stands for `${Literal}`; variables of the second argument come before the template's names. */
function substitute(
  body: string,
  variables: JsonObject,
  place: Place,
  scope: Scope,
  resolve: Resolve,
): string {
  return body.replace(/\$\{([^}]*)\}/g, (_whole, inside: string) => {
    const name = inside.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const variable = ownValue(variables, name);
    if (variable !== undefined) return resolveToText(variable, [...place, 1, name], scope, resolve);
    return toText(substituteName(name, place, scope, resolve), place);
  });
}

function substituteName(name: string, place: Place, scope: Scope, resolve: Resolve): Resolved {
  if (!name.includes('.')) return resolveRef(name, place, scope, resolve);
  return readAttribute(splitAtDot(name, place), place, scope, resolve);
}
