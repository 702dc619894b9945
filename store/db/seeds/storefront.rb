module Seeds
  module Storefront
    # The URL has no port: it becomes the domain of the cart cookie, and a domain with a port is invalid.
    def self.store
      store = Spree::Store.where(default: true).first
      store.update!(
        url: ::Store::Settings.host,
        mail_from_address: ENV.fetch("MAIL_FROM", store.mail_from_address),
        checkout_zone: Checkout.worldwide
      )
      store
    end
  end
end
