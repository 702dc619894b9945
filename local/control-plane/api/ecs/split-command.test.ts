import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execCommand } from '../../../../operations/exec-command.ts';
import { splitCommand } from './split-command.ts';

describe('a command of ECS Exec', () => {
  it.each([
    ['/bin/sh', ['/bin/sh']],
    ["sh -c 'echo ready'", ['sh', '-c', 'echo ready']],
    ['echo "a b" c\\ d', ['echo', 'a b', 'c d']],
    [`a"b"'c'`, ['abc']],
    [`echo '' ""`, ['echo', '', '']],
    ['ls | wc -l', ['ls', '|', 'wc', '-l']],
    ['echo $HOME *', ['echo', '$HOME', '*']],
    ['ls # all of them', ['ls']],
    ['echo a#b', ['echo', 'a#b']],
    ['echo "\\n"', ['echo', 'n']],
    ['  \t', ['sh']],
  ])('is split as the agent does: %s', (text, words) => {
    expect(splitCommand(text)).toEqual({ ok: true, words });
  });

  it.each([
    ["sh -c 'echo", 'EOF found when expecting closing quote'],
    ['echo \\', 'EOF found after escape character'],
  ])('that does not end is refused: %s', (text, problem) => {
    expect(splitCommand(text)).toEqual({ ok: false, problem });
  });

  it('has every word that store:console wrote into it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (words) => {
        expect(splitCommand(execCommand([], words))).toEqual({ ok: true, words });
      }),
    );
  });
});
