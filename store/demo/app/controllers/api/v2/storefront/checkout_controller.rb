module Api
  module V2
    module Storefront
      class CheckoutController < BaseController
        ADDRESS = [*Order::ADDRESS, "address2", "phone", "state_name", "company"].freeze

        def update
          order.assign_attributes(changes)
          # An address brings a cart to its first step, as in Spree.
          order.state = "address" if order.state == "cart" && order.ship_address_changed?
          order.save!
          answer_order
        end

        def next = order.next_step ? answer_order : reject_record(order)

        def complete = order.complete ? answer_order : reject_record(order)

        def shipping_rates = answer(ShippingRatesDocument.new(order).to_h)

        def select_shipping_method
          order.update!(shipping_method_id: ShippingMethod.find(params[:shipping_method_id]).id)
          answer_order
        end

        def payment_methods = answer(PaymentMethodsDocument.new(PaymentMethod::ALL).to_h)

        def create_payment
          order.update!(payment_method_id: PaymentMethod.find(params[:payment_method_id]).id)
          answer_order(status: 201)
        end

        private

        def changes
          given = params.require(:order).permit(:email, bill_address_attributes: ADDRESS, ship_address_attributes: ADDRESS)
          given.to_h.transform_keys { |name| name.delete_suffix("_attributes") }
        end
      end
    end
  end
end
