import { describe, expect, it } from 'vitest';
import { xmlDocument } from './xml-document.ts';

describe('an XML document', () => {
  it('writes members, lists and texts as the Query protocol does', () => {
    const content = {
      Result: {
        Text: '<a> & "b"',
        Number: 0,
        Flag: false,
        List: ['x', { Id: 1 }],
        One: [{ Id: 2 }],
        None: [],
        Absent: undefined,
      },
    };
    expect(xmlDocument('Response', content, 'http://example.com/')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response xmlns="http://example.com/"><Result>' +
        '<Text>&lt;a&gt; &amp; &quot;b&quot;</Text><Number>0</Number><Flag>false</Flag>' +
        '<List><member>x</member><member><Id>1</Id></member></List>' +
        '<One><member><Id>2</Id></member></One><None/></Result></Response>',
    );
  });
});
