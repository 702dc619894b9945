# The words that every document of the API uses, in the shapes of JSON:API.
module Representation
  CURRENCY = "USD"

  # Amounts are strings, as Spree writes them.
  def self.amount(value) = format("%.2f", value)

  def self.money(value) = ActiveSupport::NumberHelper.number_to_currency(value)

  def self.cents(value) = (value * 100).to_i

  # `total: 5` becomes `total: "5.00"` and `display_total: "$5.00"`.
  def self.amounts(values)
    values.each_with_object({}) do |(name, value), attributes|
      attributes[name] = amount(value)
      attributes[:"display_#{name}"] = money(value)
    end
  end

  def self.one(type, id) = { data: id && { id: id.to_s, type: type } }

  def self.many(type, ids) = { data: ids.map { |id| { id: id.to_s, type: type } } }
end
