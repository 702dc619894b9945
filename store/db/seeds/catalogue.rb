require_relative "picture"

module Seeds
  module Catalogue
    ENTRIES = YAML.load_file(File.join(__dir__, "catalogue.yml"), symbolize_names: true).freeze
    IN_STOCK = 100

    def self.fill(store)
      ENTRIES.each do |entry|
        product = Spree::Product.find_by(name: entry[:name]) || create(store, entry)
        stock(product.master)
        picture(product.master, entry)
      end
    end

    def self.create(store, entry)
      Spree::Product.create!(
        **entry.slice(:name, :price, :description),
        status: "active",
        available_on: Time.current,
        shipping_category: Spree::ShippingCategory.find_by!(name: "Default"),
        stores: [store],
        taxons: [taxon(store, entry[:category])]
      )
    end

    def self.taxon(store, name)
      root = store.taxonomies.find_by!(name: I18n.t("spree.taxonomy_categories_name")).root
      root.children.find_by(name: name) || root.children.create!(name: name, taxonomy: root.taxonomy)
    end

    # Backorderable, so that a load test does not end when the stock does.
    def self.stock(variant)
      location = Spree::StockLocation.find_by!(default: true)
      return if variant.stock_items.exists?(stock_location: location)

      variant.stock_items.create!(stock_location: location, count_on_hand: IN_STOCK, backorderable: true)
    end

    def self.picture(variant, entry)
      return if variant.images.any?

      file = { io: StringIO.new(Picture.draw(entry)), filename: "#{entry[:name].parameterize}.jpg", content_type: "image/jpeg" }
      variant.images.create!(attachment: file, alt: entry[:name])
    end
    private_class_method :create, :taxon, :stock, :picture
  end
end
