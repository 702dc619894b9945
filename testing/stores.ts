import { type BuyInBrowser, buyInDemoStore, buyInSpree } from './browser-checkout.ts';

/** What differs between the stores in a test: how a picture is attached, where orders are, and how one buys. */
export interface StoreTraits {
  /** Ruby that attaches the picture of a file to the first product and prints the path it is served at. */
  readonly attachPicture: (pictureBase64: string) => string;
  /** SQL that gives the number of the order with this number. */
  readonly findOrder: (number: string) => string;
  readonly buyInBrowser: BuyInBrowser;
}

const upload = (pictureBase64: string) =>
  `blob = { io: StringIO.new(Base64.decode64('${pictureBase64}')), filename: 'picture.png', content_type: 'image/png' }; `;

const printPath = (attachment: string) =>
  `puts 'PATH ' + Rails.application.routes.url_helpers.rails_storage_proxy_path(${attachment}, only_path: true)`;

/** By the kind that `local:up --json` names. */
export const stores: Readonly<Record<string, StoreTraits>> = {
  spree: {
    attachPicture: (picture) =>
      `${upload(picture)}image = Spree::Product.first.master.images.new; image.attachment.attach(blob); image.save!; ${printPath('image.attachment')}`,
    findOrder: (number) => `SELECT number FROM spree_orders WHERE number = '${number}'`,
    buyInBrowser: buyInSpree,
  },
  demo: {
    attachPicture: (picture) =>
      `${upload(picture)}product = Product.first; product.picture.attach(blob); ${printPath('product.picture')}`,
    findOrder: (number) => `SELECT number FROM demo_orders WHERE number = '${number}'`,
    buyInBrowser: buyInDemoStore,
  },
};
