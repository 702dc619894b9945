# One page of the catalogue.
class ProductsDocument
  # `pages` has page, per_page and total.
  def initialize(products, includes, pages, path)
    @resources = products.map { |product| ProductResource.new(product) }
    @includes = includes
    @pages = pages
    @path = path
  end

  def to_h
    {
      data: @resources.map(&:to_h),
      included: @resources.flat_map { |resource| resource.included(@includes) },
      meta: { count: @resources.size, total_count: @pages[:total], total_pages: last },
      links: links
    }
  end

  private

  def last = [@pages[:total].fdiv(@pages[:per_page]).ceil, 1].max

  def links
    page = @pages[:page]
    {
      self: link(page),
      next: link([page + 1, last].min),
      prev: link([page - 1, 1].max),
      last: link(last),
      first: link(1)
    }
  end

  def link(page) = "#{@path}?#{{ page: page, per_page: @pages[:per_page] }.to_query}"
end
