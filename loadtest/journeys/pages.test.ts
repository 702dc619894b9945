import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formToken, hasHeading, hasLink, htmlText, isPage, linkedPaths, picturePaths } from './pages.ts';

test('a heading is found with whatever Rails wrote for its text', () => {
  const page = '<h1 class="big">\n  Potter&#39;s <b>Bowl</b> &amp; Lid\n</h1><h2>Kitchen</h2>';
  expect(hasHeading(page, "Potter's Bowl & Lid", '1')).toBe(true);
  expect(hasHeading(page, 'Kitchen')).toBe(true);
  expect(hasHeading(page, 'Kitchen', '1')).toBe(false);
  expect(hasHeading(page, 'Bowl')).toBe(false);
});

test('any name of a product is found in its own heading', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z&<>"'](?: ?[A-Za-z&<>"'0-9.]){0,20}$/), (name) => {
      expect(hasHeading(`<h1>\n ${htmlText(name)} </h1>`, name, '1')).toBe(true);
    }),
  );
});

test('links count with and without a host and a query, and each path once', () => {
  const page =
    '<a data-action="click->menu#open" href="/t/kitchen?page=2">a</a><a href="https://store.example/t/kitchen">b</a><a href="#top">c</a>';
  expect(linkedPaths(page)).toEqual(['/t/kitchen']);
  expect([hasLink(page, '/t/kitchen'), hasLink(page, '/t/kit')]).toEqual([true, false]);
});

test('pictures are those that the store serves, at their paths', () => {
  const page =
    '<img alt="" src="https://store.example/rails/active_storage/a.png?x=1&amp;y=2"><img src="/assets/logo.png">' +
    '<img src="/rails/active_storage/b.png" loading="lazy"><img src="/rails/active_storage/b.png">';
  expect(picturePaths(page)).toEqual(['/rails/active_storage/a.png?x=1&y=2', '/rails/active_storage/b.png']);
});

test('the token is that of the form with the field', () => {
  const form = (field: string, token: string) =>
    `<form action="/a"><input type="hidden" name="authenticity_token" value="${token}"><input name="${field}"></form>`;
  const page = form('q', 'other') + form('admin_user[password]', 'right==');
  expect(formToken(page, 'admin_user[password]')).toBe('right==');
  expect(formToken(page, 'email')).toBeUndefined();
});

test('a page that broke off is none', () => {
  expect(isPage('<!DOCTYPE html><html lang="en"><body></body></html>')).toBe(true);
  expect(isPage('<html><body>')).toBe(false);
  expect(isPage('{"html":"<html>"}')).toBe(false);
});
