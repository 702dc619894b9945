class LineItem < ApplicationRecord
  belongs_to :order, touch: true
  belongs_to :product

  validates :quantity, numericality: { only_integer: true, in: 1..1000 }

  def total = price * quantity
end
