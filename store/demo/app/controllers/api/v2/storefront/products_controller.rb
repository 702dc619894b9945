module Api
  module V2
    module Storefront
      class ProductsController < BaseController
        LARGEST_PAGE = 500

        def index
          pages = { page: page, per_page: per_page, total: matching.count }
          products = matching.limit(per_page).offset((page - 1) * per_page)
          answer(ProductsDocument.new(products, includes, pages, request.path).to_h)
        end

        def show
          product = Product.catalogue.find_by(slug: params[:id]) || Product.catalogue.find(params[:id])
          answer(ProductDocument.new(product, includes).to_h)
        end

        private

        def matching
          name = params.dig(:filter, :name)
          name.present? ? Product.catalogue.matching(name) : Product.catalogue
        end

        def page = [params.fetch(:page, 1).to_i, 1].max

        def per_page = params.fetch(:per_page, 25).to_i.clamp(1, LARGEST_PAGE)
      end
    end
  end
end
