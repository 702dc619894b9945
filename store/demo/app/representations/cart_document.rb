# An order, in every state of it.
class CartDocument
  def initialize(order, includes)
    @order = order
    @includes = includes
  end

  def to_h = { data: resource, included: @includes.include?("line_items") ? line_items : [] }

  private

  def resource
    { id: @order.id.to_s, type: "cart", attributes: attributes, relationships: relationships }
  end

  def attributes
    @order.slice(:number, :state, :token, :email, :created_at, :updated_at, :completed_at, :item_count).merge(
      currency: Representation::CURRENCY,
      payment_state: @order.completed_at && "balance_due",
      shipment_state: @order.completed_at && "pending",
      total_cents: Representation.cents(@order.total),
      **Representation.amounts(@order.slice(:item_total, :ship_total, :total))
    )
  end

  def relationships
    {
      line_items: Representation.many("line_item", @order.line_items.map(&:id)),
      variants: Representation.many("variant", @order.line_items.map(&:product_id)),
      payments: Representation.many("payment", [@order.payment_method_id].compact.map { @order.id }),
      shipments: Representation.many("shipment", [@order.shipping_method_id].compact.map { @order.id })
    }
  end

  def line_items
    @order.line_items.map do |item|
      {
        id: item.id.to_s,
        type: "line_item",
        attributes: {
          name: item.product.name,
          slug: item.product.slug,
          quantity: item.quantity,
          currency: Representation::CURRENCY,
          **Representation.amounts(price: item.price, total: item.total)
        },
        relationships: { variant: Representation.one("variant", item.product_id) }
      }
    end
  end
end
