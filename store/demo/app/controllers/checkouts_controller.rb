# All of Spree's steps on one page.
class CheckoutsController < ApplicationController
  include VisitorsCart

  before_action :require_items, except: :complete

  def show = nil

  def create
    return redirect_to completed_order_path(@order.token) if buy

    flash.now[:alert] = @order.errors.full_messages.to_sentence
    render :show, status: :unprocessable_entity
  end

  def complete
    @order = Order.where.not(completed_at: nil).find_by!(token: params[:token])
  end

  private

  def require_items
    @order = cart
    redirect_to cart_path if @order.nil? || @order.line_items.empty?
  end

  def buy
    address = params.require(:address).permit(*Order::ADDRESS).to_h
    @order.update(email: params[:email], ship_address: address, bill_address: address, **choices) && @order.complete
  end

  def choices
    { shipping_method_id: ShippingMethod.find(params[:shipping_method_id]).id, payment_method_id: PaymentMethod::ALL.first.id }
  end
end
