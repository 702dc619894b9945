import { ownValue } from '../../json/own-value.ts';
import { isJsonObject, type JsonValue } from '../template/json-value.ts';
import { argumentList, resolveToText } from './arguments.ts';
import { badArgument, unresolvedReference } from './place.ts';
import type { Intrinsic } from './resolver.ts';

/** `Fn::FindInMap`, `Fn::ImportValue` and `Fn::GetStackOutput`: values from mappings and other stacks. */
export const lookupFunctions: Readonly<Record<string, Intrinsic>> = {
  'Fn::FindInMap': (argument, place, scope, resolve) => {
    const list = argumentList(argument, place, 3, 4);
    const [map = '', first = '', second = ''] = list
      .slice(0, 3)
      .map((key, index) => resolveToText(key, [...place, index], scope, resolve));
    const found = ownValue(ownValue(ownValue(scope.stack.template.Mappings, map), first), second);
    if (found !== undefined) return found;
    const fallback = defaultValue(list[3]);
    if (fallback !== undefined) return resolve(fallback, [...place, 3], scope);
    throw unresolvedReference(place, `mapping ${map}.${first}.${second}`, 'which the template does not have');
  },
  'Fn::ImportValue': (argument, place, scope, resolve) => {
    const name = resolveToText(argument, place, scope, resolve);
    const value = ownValue(scope.inputs.imports, name);
    if (value === undefined) throw unresolvedReference(place, `export ${name}`, 'which no stack exports');
    return value;
  },
  'Fn::GetStackOutput': (argument, place, scope, resolve) => {
    if (!isJsonObject(argument)) throw badArgument(place, argument, 'StackName and OutputName');
    const stack = resolveToText(argument.StackName ?? null, [...place, 'StackName'], scope, resolve);
    const output = resolveToText(argument.OutputName ?? null, [...place, 'OutputName'], scope, resolve);
    const value = ownValue(ownValue(scope.inputs.stackOutputs, stack), output);
    if (value === undefined)
      throw unresolvedReference(place, `output ${stack}.${output}`, 'which is not known');
    return value;
  },
};

function defaultValue(options: JsonValue | undefined): JsonValue | undefined {
  return options !== undefined && isJsonObject(options) ? options.DefaultValue : undefined;
}
