# The order's one shipment, with what each way to deliver would cost.
class ShippingRatesDocument
  def initialize(order)
    @order = order
    @selected = order.shipping_method || ShippingMethod.cheapest
  end

  def to_h = { data: [shipment], included: ShippingMethod::ALL.map { |method| rate(method) } }

  private

  def shipment
    {
      id: @order.id.to_s,
      type: "shipment",
      attributes: {
        number: @order.number.sub("R", "H"),
        state: "pending",
        free: @selected.price.zero?,
        **Representation.amounts(final_price: @selected.price)
      },
      relationships: {
        shipping_rates: Representation.many("shipping_rate", ShippingMethod::ALL.map { |method| rate_id(method) }),
        selected_shipping_rate: Representation.one("shipping_rate", rate_id(@selected))
      }
    }
  end

  def rate(method)
    {
      id: rate_id(method),
      type: "shipping_rate",
      attributes: {
        name: method.name,
        selected: method == @selected,
        shipping_method_id: method.id.to_s,
        free: method.price.zero?,
        final_price_cents: Representation.cents(method.price),
        **Representation.amounts(final_price: method.price, cost: method.price)
      },
      relationships: { shipping_method: Representation.one("shipping_method", method.id) }
    }
  end

  def rate_id(method) = "#{@order.id}-#{method.id}"
end
