import { formToken, hasHeading, isPage } from './pages.ts';
import type { StoreAnswer, Visitor } from './visitor.ts';

const signInPath = '/admin_user/sign_in';

/** Signs in as an administrator and looks at the orders; at the products where the store has no page of orders. */
export function admin(visitor: Visitor): void {
  const form = visitor.step('admin: sign-in page', { path: signInPath }, ({ status, body }) => ({
    'is a page': status === 200 && isPage(body),
    'has the form': asksToSignIn(body),
  }));
  visitor.think();
  signIn(visitor, form);
  const { administers } = visitor.store;
  const heading = administers === 'orders' ? 'Orders' : 'Products';
  visitor.step(`admin: ${administers}`, { path: `/admin/${administers}` }, ({ status, body }) => ({
    'is a page': status === 200 && isPage(body),
    'does not ask to sign in': !asksToSignIn(body),
    'has its heading': hasHeading(body, heading),
  }));
}

function signIn(visitor: Visitor, form: StoreAnswer): void {
  const { email = '', password = '' } = visitor.account ?? {};
  const body = {
    authenticity_token: formToken(form.body, 'admin_user[password]') ?? '',
    'admin_user[email]': email,
    'admin_user[password]': password,
  };
  visitor.step('admin: sign in', { method: 'POST', path: signInPath, body }, ({ redirectsTo }) => ({
    // Whereto is the store's affair: Spree leads to where one came from, or to the storefront.
    'leads away from the form': redirectsTo !== '' && !redirectsTo.startsWith(signInPath),
  }));
}

function asksToSignIn(html: string): boolean {
  return html.includes('name="admin_user[password]"');
}
