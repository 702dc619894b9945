# A cart until it is bought. Its states and what each step asks for are those of Spree's checkout.
class Order < ApplicationRecord
  STATES = %w[cart address delivery payment complete].freeze
  ADDRESS = %w[firstname lastname address1 city zipcode country_iso].freeze

  has_many :line_items, -> { order(:id).includes(:product) }, dependent: :delete_all, inverse_of: :order
  has_secure_token :token, length: 35

  before_create { self.number = "R#{SecureRandom.random_number(10**9).to_s.rjust(9, "0")}" }

  validates :email, format: URI::MailTo::EMAIL_REGEXP, allow_nil: true

  scope :incomplete, -> { where(completed_at: nil) }

  # Raises RecordInvalid where the quantity is not a positive number.
  def add(product, quantity)
    with_lock do
      item = line_items.find_or_initialize_by(product: product)
      item.update!(quantity: item.quantity.to_i + quantity, price: product.price)
    end
    line_items.reset
  end

  # Whether the order could take one step; `errors` says what it lacks.
  def next_step
    with_lock do
      lacking.each { |message| errors.add(:base, message) }
      errors.empty? && take_step
    end
  end

  # Whether the order could take all steps that are left.
  def complete
    next_step until errors.any? || state == "complete"
    errors.empty?
  end

  def shipping_method = shipping_method_id && ShippingMethod.find(shipping_method_id)

  def payment_method = payment_method_id && PaymentMethod.find(payment_method_id)

  def item_total = line_items.sum(BigDecimal(0), &:total)

  def ship_total = shipping_method&.price || BigDecimal(0)

  def total = item_total + ship_total

  def item_count = line_items.sum(&:quantity)

  private

  def lacking
    case state
    when "cart" then line_items.empty? ? ["There are no items in this order"] : []
    when "address" then lacking_address
    when "payment" then payment_method_id ? [] : ["No payment found"]
    else []
    end
  end

  def lacking_address
    fields = ADDRESS.reject { |field| ship_address.to_h[field].present? }
    fields.unshift("email") if email.blank?
    fields.map { |field| "#{field.humanize} can't be blank" }
  end

  def take_step
    self.state = STATES.fetch(STATES.index(state) + 1)
    # As Spree does, the cheapest until the customer chooses.
    self.shipping_method_id ||= ShippingMethod.cheapest.id if state == "delivery"
    self.completed_at = Time.current if state == "complete"
    save!
    confirm if state == "complete"
    true
  end

  # Only once the worker can see the order.
  def confirm
    mail = OrderMailer.confirmation(self)
    ActiveRecord.after_all_transactions_commit { mail.deliver_later }
  end
end
