require_relative "../../lib/demo_store/canvas"

module Seeds
  module Catalogue
    ENTRIES = YAML.load_file(File.join(__dir__, "catalogue.yml"), symbolize_names: true).freeze

    def self.fill
      ENTRIES.each do |entry|
        product = Product.find_or_create_by!(slug: entry[:name].parameterize) do |new|
          new.assign_attributes(entry.slice(:name, :price, :category, :description))
        end
        picture(product, entry) unless product.picture.attached?
      end
    end

    # Uploaded before it is attached: seeds that failed at the upload try again at their next run.
    def self.picture(product, entry)
      file = { io: StringIO.new(draw(entry)), filename: "#{product.slug}.png", content_type: "image/png" }
      product.picture.attach(ActiveStorage::Blob.create_and_upload!(**file))
    end

    def self.draw(entry)
      canvas = DemoStore::Canvas.new(entry[:wall])
      canvas.polygon(0, 76, 100, 76, 100, 100, 0, 100, entry[:floor])
      canvas.ellipse(50, 79, 28, 3, entry[:shadow])
      entry[:shapes].each { |kind, *arguments| canvas.public_send(kind, *arguments) }
      canvas.to_png
    end
    private_class_method :picture, :draw
  end
end
