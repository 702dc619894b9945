# The one way to pay needs no card.
PaymentMethod = Data.define(:id, :name, :description) do
  def self.all = ALL

  def self.find(id) = all.find { |each| each.id == id.to_i } || raise(ActiveRecord::RecordNotFound)
end
PaymentMethod::ALL = [PaymentMethod.new(id: 1, name: "Check", description: "Pay by check.")].freeze
