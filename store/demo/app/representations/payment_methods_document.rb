class PaymentMethodsDocument
  def initialize(methods)
    @methods = methods
  end

  def to_h = { data: @methods.map { |method| resource(method) } }

  private

  def resource(method)
    attributes = { type: "Spree::PaymentMethod::Check", name: method.name, description: method.description, preferences: {} }
    { id: method.id.to_s, type: "payment_method", attributes: attributes }
  end
end
