class ProductDocument
  def initialize(product, includes)
    @resource = ProductResource.new(product)
    @includes = includes
  end

  def to_h = { data: @resource.to_h, included: @resource.included(@includes) }
end
