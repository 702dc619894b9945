module Seeds
  module Storefront
    # The URL has no port: it becomes the domain of the cart cookie, and a domain with a port is invalid.
    def self.store
      store = Spree::Store.where(default: true).first
      store.update!(
        url: ::Store::Settings.host,
        mail_from_address: ENV.fetch("MAIL_FROM", store.mail_from_address),
        customer_support_email: support_address(store),
        checkout_zone: Checkout.worldwide
      )
      store
    end

    # Spree's own seeds leave an address of nobody, to which the contact form would write.
    def self.support_address(store)
      present = store.customer_support_email
      present.blank? || present.end_with?("@example.com") ? ENV.fetch("ADMIN_EMAIL") : present
    end
    private_class_method :support_address
  end
end
