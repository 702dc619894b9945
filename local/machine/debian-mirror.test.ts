import { describe, expect, it } from 'vitest';
import { debianMirror, sourcesList } from './debian-mirror.ts';

const deb822 = `Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main

Types: deb
# a comment
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
`;

describe('debianMirror', () => {
  it('reads either notation of the sources', () => {
    const oneLine = [
      '# deb http://old.example/debian bookworm main',
      'deb [signed-by=/key.gpg] https://other.example/apt stable main',
      'deb http://mirror.example/debian bookworm main contrib',
      'deb http://mirror.example/debian-security bookworm-security main',
    ].join('\n');
    const expected = {
      main: 'http://mirror.example/debian',
      security: 'http://mirror.example/debian-security',
    };
    expect([debianMirror(['', deb822], 'debian'), debianMirror([oneLine], 'debian')]).toEqual([
      expected,
      expected,
    ]);
  });

  it('finds none where sources are switched off or are of another distribution', () => {
    const off = deb822.replaceAll('Types:', 'Enabled: no\nTypes:');
    expect([debianMirror([off], 'debian'), debianMirror([deb822], 'ubuntu')]).toEqual([{}, {}]);
  });
});

it('writes the sources of another suite', () => {
  expect(sourcesList({ main: 'http://m/debian', security: 'http://m/debian-security' }, 'trixie')).toBe(
    'deb http://m/debian trixie main\ndeb http://m/debian-security trixie-security main\n',
  );
});
