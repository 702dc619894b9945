import { describe, expect, it } from 'vitest';
import { xmlDocument } from './xml-document.ts';

describe('an XML document', () => {
  it('writes members, lists, maps, times and texts as the Query protocol does', () => {
    const content = {
      Result: {
        Text: '<a> & "b"',
        Number: 0,
        Flag: false,
        List: ['x', { Id: 1 }],
        One: [{ Id: 2 }],
        None: [],
        Absent: undefined,
        At: new Date(Date.UTC(2026, 10, 24, 9, 0, 0, 250)),
        Named: new Map([
          ['p90', 1],
          ['p99', 2],
        ]),
        Empty: {},
      },
    };
    expect(xmlDocument('Response', content, 'http://example.com/')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response xmlns="http://example.com/"><Result>' +
        '<Text>&lt;a&gt; &amp; &quot;b&quot;</Text><Number>0</Number><Flag>false</Flag>' +
        '<List><member>x</member><member><Id>1</Id></member></List>' +
        '<One><member><Id>2</Id></member></One><None/><At>2026-11-24T09:00:00.250Z</At><Named>' +
        '<entry><key>p90</key><value>1</value></entry><entry><key>p99</key><value>2</value></entry></Named>' +
        '<Empty/></Result></Response>',
    );
  });
});
