# A product, its one variant and its picture as resources.
class ProductResource
  def initialize(product)
    @product = product
    @id = product.id.to_s
  end

  def to_h
    { id: @id, type: "product", attributes: attributes, relationships: relationships }
  end

  # The resources that a client asked for by name.
  def included(names)
    resources = []
    resources << variant if names.intersect?(%w[default_variant primary_variant])
    resources << image if names.intersect?(%w[images default_variant.images primary_variant.images]) && picture?
    resources
  end

  private

  def attributes
    @product.slice(:name, :description, :slug, :updated_at).merge(
      available_on: @product.created_at,
      sku: sku,
      purchasable: true,
      in_stock: true,
      backorderable: true,
      available: true,
      **price
    )
  end

  def relationships
    {
      variants: Representation.many("variant", []),
      images: Representation.many("image", picture? ? [@id] : []),
      default_variant: Representation.one("variant", @id),
      primary_variant: Representation.one("variant", @id)
    }
  end

  def variant
    {
      id: @id,
      type: "variant",
      attributes: { sku: sku, is_master: true, options_text: "", purchasable: true, in_stock: true, backorderable: true, **price },
      relationships: {
        product: Representation.one("product", @id),
        images: Representation.many("image", picture? ? [@id] : [])
      }
    }
  end

  def image
    url = @product.picture_path
    styles = [{ url: url, size: "600x600", width: "600", height: "600" }]
    { id: @id, type: "image", attributes: { styles: styles, position: 1, alt: @product.name, original_url: url } }
  end

  def price = { currency: Representation::CURRENCY, **Representation.amounts(price: @product.price) }

  def sku = "DEMO-#{@id}"

  def picture? = @product.picture.attached?
end
