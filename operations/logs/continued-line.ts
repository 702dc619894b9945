import { stripVTControlCharacters } from 'node:util';

/** What stands before a message: Rails puts the request’s id, or other tags, into square brackets. */
const tags = /^(\[[^\]]*\] ?)+/;

/** A blank or indented line, a frame of a backtrace (Ruby, Java, Node) or the cause of an exception. */
const continued = /^(\s|$|from |at |Caused by|\.\.\. \d+ |[)\]}]|\S+\.rb:\d+:in )/;

/** Whether a line looks like a part of the message above it, such as the frames of a backtrace. */
export function looksContinued(text: string): boolean {
  return continued.test(stripVTControlCharacters(text).replace(tags, ''));
}
