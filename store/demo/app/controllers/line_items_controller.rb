class LineItemsController < ApplicationController
  include VisitorsCart

  # As in Spree: a page from the edge's cache has no token of this visitor.
  skip_before_action :verify_authenticity_token, only: :create

  rescue_from ActiveRecord::RecordInvalid do |error|
    redirect_to cart_path, alert: error.message
  end

  def create
    cart!.add(Product.find(params[:variant_id]), params.fetch(:quantity, 1).to_i)
    redirect_to cart_path(order_token: cart.token)
  end

  def update
    line_item.update!(quantity: params[:quantity])
    redirect_to cart_path
  end

  def destroy
    line_item.destroy!
    redirect_to cart_path, status: :see_other
  end

  private

  def line_item
    raise ActiveRecord::RecordNotFound unless cart

    cart.line_items.find(params[:id])
  end
end
