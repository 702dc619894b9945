module Api
  module V2
    module Storefront
      class CartController < BaseController
        def show = answer_order

        def create
          @order = Order.create!
          answer_order(status: 201)
        end

        def add_item
          order.add(Product.find(params[:variant_id]), params.fetch(:quantity, 1).to_i)
          answer_order
        end
      end
    end
  end
end
