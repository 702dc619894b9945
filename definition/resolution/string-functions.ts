import { isJsonList, isJsonObject } from '../template/json-value.ts';
import { argumentList, resolveToList, resolveToText, toText } from './arguments.ts';
import { badArgument } from './place.ts';
import { type Intrinsic, noValue } from './resolver.ts';

/** `Fn::Join`, `Fn::Split`, `Fn::Base64` and `Fn::ToJsonString`. */
export const stringFunctions: Readonly<Record<string, Intrinsic>> = {
  'Fn::Join': (argument, place, scope, resolve) => {
    const [delimiter = null, list = null] = argumentList(argument, place, 2);
    if (typeof delimiter !== 'string') throw badArgument(place, delimiter, 'a delimiter');
    const elements = resolveToList(list, [...place, 1], scope, resolve);
    return elements.map((element, index) => toText(element, [...place, 1, index])).join(delimiter);
  },
  'Fn::Split': (argument, place, scope, resolve) => {
    const [delimiter = null, text = null] = argumentList(argument, place, 2);
    if (typeof delimiter !== 'string' || delimiter === '') {
      throw badArgument(place, delimiter, 'a delimiter of one or more characters');
    }
    return resolveToText(text, [...place, 1], scope, resolve).split(delimiter);
  },
  'Fn::Base64': (argument, place, scope, resolve) =>
    Buffer.from(resolveToText(argument, place, scope, resolve), 'utf8').toString('base64'),
  'Fn::ToJsonString': (argument, place, scope, resolve) => {
    const value = resolve(argument, place, scope);
    if (value === noValue || !(isJsonList(value) || isJsonObject(value))) {
      throw badArgument(place, argument, 'an object or a list');
    }
    return JSON.stringify(value);
  },
};
