module Seeds
  # What only the owner of a shop can decide, and without which no customer can buy: said after the seeds.
  module Missing
    def self.of(store)
      shipped = Spree::ShippingMethod.where(id: Spree::ShippingMethodCategory.where(shipping_category: default_category).select(:shipping_method_id))
      {
        "a payment method that takes money" => [store.payment_method_setup?, "payment_methods"],
        "a shipping method for goods" => [shipped.any?, "shipping_methods"],
        "products" => [store.products.active.any?, "products"]
      }.reject { |_what, (there, _page)| there }.transform_values(&:last)
    end

    def self.tell(store)
      missing = of(store)
      return if missing.empty?

      puts "Nobody can buy yet. Add in the admin:"
      missing.each { |what, page| puts "- #{what}: #{::Store::Settings.storefront}/admin/#{page}" }
      puts "For cards, the image needs the gem of a payment gateway: see the store's README." if missing.value?("payment_methods")
    end

    def self.default_category = Spree::ShippingCategory.where(name: I18n.t("spree.seed.shipping.categories.default"))
    private_class_method :default_category
  end
end
