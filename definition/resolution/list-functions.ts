import { argumentList, resolveToList, resolveToText } from './arguments.ts';
import { divideCidr } from './cidr.ts';
import { badArgument } from './place.ts';
import type { Intrinsic } from './resolver.ts';

/** `Fn::Select`, `Fn::Length`, `Fn::Cidr` and `Fn::GetAZs`. */
export const listFunctions: Readonly<Record<string, Intrinsic>> = {
  'Fn::Select': (argument, place, scope, resolve) => {
    const [index = null, list = null] = argumentList(argument, place, 2);
    const elements = resolveToList(list, [...place, 1], scope, resolve);
    const position = resolveToText(index, [...place, 0], scope, resolve);
    const element = /^\d+$/.test(position) ? elements[Number(position)] : undefined;
    if (element === undefined) {
      throw badArgument(
        place,
        /^\d+$/.test(position) ? Number(position) : position,
        `an index below ${elements.length}, the length of the list`,
      );
    }
    return element;
  },
  'Fn::Length': (argument, place, scope, resolve) => resolveToList(argument, place, scope, resolve).length,
  'Fn::Cidr': (argument, place, scope, resolve) => {
    const [block = null, count = null, bits = null] = argumentList(argument, place, 2, 3);
    return divideCidr(
      resolveToText(block, [...place, 0], scope, resolve),
      Number(resolveToText(count, [...place, 1], scope, resolve)),
      bits === null ? 8 : Number(resolveToText(bits, [...place, 2], scope, resolve)),
      place,
    );
  },
  'Fn::GetAZs': (argument, place, scope, resolve) => {
    const region = resolveToText(argument, place, scope, resolve) || scope.stack.region;
    return scope.inputs.availabilityZones ?? ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
};
