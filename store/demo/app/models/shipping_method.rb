# The ways to deliver are part of the program: nothing in the store can change them.
ShippingMethod = Data.define(:id, :name, :price) do
  def self.all = ALL

  def self.find(id) = all.find { |each| each.id == id.to_i } || raise(ActiveRecord::RecordNotFound)
end
ShippingMethod::ALL = [
  ShippingMethod.new(id: 1, name: "Standard", price: BigDecimal(5)),
  ShippingMethod.new(id: 2, name: "Express", price: BigDecimal(15))
].freeze
